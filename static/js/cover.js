// The cover: hides the page in place; also Shift three times. A click lifts it after two seconds.
(function () {
  "use strict";
  var cover = document.getElementById("cover"), since = 0, presses = [], before = null;
  if (!cover) { return; }
  var button = cover.querySelector("button");
  function show() {
    if (!cover.hidden) { return; }
    before = document.activeElement;
    since = Date.now();
    cover.hidden = false;
    document.body.classList.add("covered");
    button.focus();
  }
  function lift() {
    if (Date.now() - since < 2000) { return; }
    document.body.classList.remove("covered");
    cover.hidden = true;
    if (before && before.focus) { before.focus(); }
  }
  document.addEventListener("click", function (event) {
    if (cover.contains(event.target)) { lift(); return; }
    if (event.target.closest("[data-cover]")) { event.preventDefault(); show(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift") { presses = []; return; }
    if (event.repeat) { return; }
    var now = Date.now();
    presses = presses.filter(function (at) { return now - at < 1500; }).concat(now);
    if (presses.length >= 3) { presses = []; show(); }
  });
})();
