// 遮屏: covers the page in place; also Shift three times. A click uncovers it after two seconds.
(function () {
  "use strict";
  var cover = document.getElementById("cover"), since = 0, presses = [];
  if (!cover) { return; }
  function show() { cover.hidden = false; since = Date.now(); cover.querySelector("button").focus(); }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-cover]");
    if (link) { event.preventDefault(); show(); }
  });
  cover.querySelector("button").addEventListener("click", function () {
    if (Date.now() - since >= 2000) { cover.hidden = true; }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift" || event.repeat) { return; }
    presses = presses.filter(function (at) { return Date.now() - at < 1500; }).concat(Date.now());
    if (presses.length >= 3) { presses = []; show(); }
  });
})();
