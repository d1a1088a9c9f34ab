// The synthetic camera: a moving picture with a clock for machines and one for people. eng/camera-filter.md explains the layout.

/**
 * ffmpeg's `-vf` that burns the clocks in. The input's own time stamps are replaced by the wall clock and, at the end, by the frame's number.
 * @param {{ width: number, height: number, framesPerSecond: number }} picture Even sizes.
 */
export function cameraFilter({ width, height, framesPerSecond }) {
  const stripHeight = 2 * Math.round(height / 18);
  // ld(0) is the cell's number, ld(1) UTC in whole milliseconds.
  const bits = (number, last) => `mod(floor(${number}/pow(2,${last}-ld(0))),2)`;
  const cell = `if(lt(ld(0),2),eq(ld(0),0),if(lt(ld(0),44),${bits('ld(1)', 43)},if(lt(ld(0),60),${bits('mod(ld(1)*1009,65521)', 59)},eq(ld(0),60)+eq(ld(0),63))))`;
  const text = "%{pts\\:gmtime\\:0\\:%Y-%m-%d %H\\\\\\:%M\\\\\\:%S}.%{eif\\:mod(floor(t*1000+0.5)\\,1000)\\:d\\:3} UTC";
  return [
    'settb=1/1000000,setpts=RTCTIME,split[picture][strip]',
    `[strip]crop=32:2:0:0,geq=lum='st(0,32*Y+X);st(1,floor(T*1000+0.5));16+219*${cell}':cb=128:cr=128,scale=${width}:${stripHeight}:flags=neighbor[code]`,
    `[picture][code]overlay=0:0:format=yuv420,drawtext=font='DejaVu Sans Mono':text='${text}':x=(w-tw)/2:y=h-${Math.round(height / 6)}`
    + `:fontsize=${Math.round(height / 18)}:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=${Math.round(height / 60)},settb=1/${framesPerSecond},setpts=N`,
  ].join(';');
}

/** ffmpeg's arguments up to the encoded picture and tone; the caller appends format and target. */
export function cameraArguments({ width = 1280, height = 720, framesPerSecond = 30, bitsPerSecond = 3_000_000, keyFrameSeconds = 1 } = {}) {
  return [
    '-hide_banner', '-nostdin', '-loglevel', 'error',
    '-re', '-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=${framesPerSecond}`,
    '-re', '-f', 'lavfi', '-i', 'sine=frequency=440:beep_factor=4:sample_rate=48000',
    '-filter_threads', '1', '-vf', cameraFilter({ width, height, framesPerSecond }), '-pix_fmt', 'yuv420p',
    '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', String(framesPerSecond * keyFrameSeconds),
    '-b:v', String(bitsPerSecond), '-maxrate', String(bitsPerSecond), '-bufsize', String(Math.round(bitsPerSecond / 2)),
    '-c:a', 'aac', '-b:a', '128000', '-ac', '2', '-flush_packets', '1',
  ];
}
