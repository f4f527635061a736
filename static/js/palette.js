// The windows of the frame: the search (Ctrl K, /, the link) and the list of keys (?). Closing gives the focus back. What
// the search finds is drawn by find.js. Where the browser knows no <dialog>, the link leads to the page.
(function () {
  "use strict";
  var palette = document.getElementById("palette"), keys = document.getElementById("keys"), before = null;
  if (!palette || !palette.showModal) { return; }
  function covered() { return document.body.classList.contains("covered"); }
  function open(dialog) {
    if (covered() || palette.open || keys.open) { return; }
    before = document.activeElement;
    dialog.showModal();
    if (dialog === palette) { palette.querySelector("form").elements.find.focus(); }
  }
  [palette, keys].forEach(function (dialog) {
    dialog.addEventListener("close", function () {
      if (!covered() && before && before.focus) { before.focus(); }
    });
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog || event.target.closest("[data-shut]")) { dialog.close(); }
    });
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-palette]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); open(palette); }
  });
  document.addEventListener("keydown", function (event) {
    if (!palette.hasAttribute("data-keys") || event.defaultPrevented || event.altKey || !event.key) { return; }
    var typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    var held = event.ctrlKey || event.metaKey;
    if (held && event.key.toLowerCase() === "k") { event.preventDefault(); open(palette); }
    if (held || typing) { return; }
    if (event.key === "/") { event.preventDefault(); open(palette); }
    if (event.key === "?") { event.preventDefault(); open(keys); }
  });
  // The cover lies over everything: an open dialog would lie over the cover and keep its button from her.
  new MutationObserver(function () {
    if (!covered()) { return; }
    [palette, keys].forEach(function (dialog) { if (dialog.open) { dialog.close(); } });
  }).observe(document.body, {attributes: true, attributeFilter: ["class"]});
})();
