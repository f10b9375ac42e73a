// Hears of changes as soon as they happen, where the product streams them: banner.js imports it there alone.

const AGAIN_MS = 60000;  // after a stream that broke off, or for which there was no room

let stream = null, brokenAt = -Infinity;

export function hangUp() {
  stream?.close();
  stream = null;
}

export const isFollowing = () => stream?.readyState === 1;

// Calls `tell` with the tag of each standing, and with none once the stream has broken off. Only while the page is seen.
export function follow(url, tell) {
  if (stream && stream.url !== url) hangUp();
  if (stream || document.visibilityState !== "visible" || performance.now() - brokenAt < AGAIN_MS) return;
  stream = new EventSource(url);
  stream.onmessage = ({data}) => tell(data);
  stream.onerror = () => {
    hangUp();
    brokenAt = performance.now();
    tell();
  };
}

document.addEventListener("visibilitychange", () => { if (document.visibilityState !== "visible") hangUp(); });
addEventListener("pagehide", hangUp);  // a page with an open connection is not kept for the way back
