// 快速离开: the screen is cleared first, then this entry of the history becomes the harmless page. The button, or
// Shift three times.
(function () {
  "use strict";
  var link = document.querySelector("[data-leave]"), presses = [];
  if (!link) { return; }
  function leave() {
    document.documentElement.textContent = "";
    document.title = "";
    window.location.replace(link.href);
  }
  link.addEventListener("click", function (event) { event.preventDefault(); leave(); });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift") { presses = []; return; }
    if (event.repeat) { return; }
    var now = Date.now();
    presses = presses.filter(function (at) { return now - at < 1500; }).concat(now);
    if (presses.length >= 3) { leave(); }
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { window.location.reload(); }
  });
})();
