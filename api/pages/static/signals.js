// What a player may do beside the page: a tone and a short buzz, if they are asked for, and a screen
// that stays on while the clock runs, where the browser allows it.
"use strict";
instep.signals = (sound, vibration) => {
  let sounds = null;
  let awake = null;
  let isRunning = false;

  const tone = () => {
    const [source, volume, now] = [sounds.createOscillator(), sounds.createGain(), sounds.currentTime];
    source.frequency.value = 660;
    volume.gain.setValueAtTime(0.15, now);
    volume.gain.exponentialRampToValueAtTime(0.001, now + 0.25);
    source.connect(volume).connect(sounds.destination);
    source.start(now);
    source.stop(now + 0.25);
  };
  const give = () => {
    if (sound.checked) tone();
    if (vibration.checked) navigator.vibrate(80);
  };
  sound.addEventListener("change", () => {
    sounds ??= new AudioContext();
    give();
  });
  vibration.closest("label").hidden = !("vibrate" in navigator);

  const wake = async () => {
    isRunning = true;
    if (awake !== null && !awake.released) return;
    const lock = await navigator.wakeLock?.request("screen").catch(() => null);
    if (isRunning && (awake === null || awake.released)) awake = lock ?? null;
    else lock?.release();
  };
  const sleep = () => {
    isRunning = false;
    awake?.release();
    awake = null;
  };
  // The browser gives the lock up when the page is hidden.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && isRunning) wake();
  });

  return { give, wake, sleep };
};
