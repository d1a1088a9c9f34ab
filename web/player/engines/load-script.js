const pending = new Map();

/** Loads one vendored script once; rejects with a sentence. */
export function loadScript(name) {
  if (!pending.has(name)) {
    pending.set(name, new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = new URL(`../vendor/${name}`, import.meta.url).href;
      script.onload = () => resolve();
      script.onerror = () => {
        pending.delete(name);
        reject(new Error(`The player library ${name} is not on the server: build the player page first (eng/player.sh).`));
      };
      document.head.append(script);
    }));
  }

  return pending.get(name);
}
