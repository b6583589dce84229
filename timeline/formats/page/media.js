// The pictures of events. Those that are files stand in the page already; nothing is ever loaded.

const IMAGES = [...document.querySelectorAll("#pictures img")].map((image) => image.src);
byId("pictures")?.remove();

// An event's pictures, each with its caption and credit: an image, a link, or why it is neither.
function pictures(number) {
  return data.media[number].map(({ picture, problem, file, url, caption, credit, alt }) => {
    const about = [caption ? named(caption, { class: "caption" }) : "", credit ? named(credit) : ""];
    const words = between(about.filter(Boolean), " \u00b7 ");
    if (picture === undefined) {
      const what = url ? address(url) : element("span", { lang: "en" }, "Picture not shown: ", named(problem));
      return element("p", { class: "media" }, what, words.length ? ": " : "", ...words);
    }
    const image = element("img", {
      src: IMAGES[picture],
      alt: said(alt ?? caption ?? data.titles[number]),
      loading: "lazy",
      decoding: "async",
      title: alt && alt !== caption ? said(alt) : null,
    });
    const below = words.length ? element("figcaption", {}, ...words) : null;
    return element("figure", { class: "media" }, image, below);
  });
}
