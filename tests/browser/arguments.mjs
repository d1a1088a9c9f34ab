/**
 * Reads `--name value` pairs.
 * @param {string[]} words What followed the script's name.
 * @param {Record<string, string | number | null>} defaults The options there are; null for one that must be given.
 * @returns {Record<string, string | number>}
 */
export function readArguments(words, defaults) {
  const values = { ...defaults };
  for (let index = 0; index < words.length; index += 2) {
    const name = words[index]?.replace(/^--/, '');
    const text = words[index + 1];
    if (!words[index].startsWith('--') || !Object.hasOwn(defaults, name) || text === undefined) {
      throw new Error(`Not understood: ${words[index]}. The options are ${Object.keys(defaults).map((key) => `--${key} VALUE`).join(', ')}.`);
    }

    if (typeof defaults[name] === 'number') {
      values[name] = Number(text);
      if (!Number.isFinite(values[name])) {
        throw new Error(`--${name} takes a number.`);
      }
    } else {
      values[name] = text;
    }
  }

  for (const [name, value] of Object.entries(values)) {
    if (value === null) {
      throw new Error(`--${name} is missing.`);
    }
  }

  return values;
}

/** Runs a script's main function: one JSON line on stdout and 0, or a sentence on stderr and 1 (2 for wrong arguments). */
export async function run(defaults, main) {
  let options;
  try {
    options = readArguments(process.argv.slice(2), defaults);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 2;
    return;
  }

  try {
    console.log(JSON.stringify(await main(options)));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
