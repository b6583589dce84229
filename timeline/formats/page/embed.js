// Inside a page of somebody else's: only what is asked for, and as high as what it shows.

const EMBEDDED = document.documentElement.classList.contains("embed");

// Links to the web open beside the page, not inside of its frame.
const BESIDE = EMBEDDED ? "_blank" : null;

// Tell whoever has this page how high it is, whenever that changes: a number and nothing else.
function tellHeight() {
  if (!EMBEDDED || window.parent === window) return;
  new ResizeObserver(() => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    window.parent.postMessage({ crisis: "height", height }, "*");
  }).observe(document.documentElement);
}
