// The cover: hides the page in place; also Shift three times. A click lifts it after two seconds, and the server
// is told both, so that no other page of the session opens meanwhile. After five minutes it asks for the password.
(function () {
  "use strict";
  var cover = document.getElementById("cover"), since = 0, presses = [], before = null;
  if (!cover) { return; }
  var form = cover.querySelector("form"), button = cover.querySelector("button");
  function tell(method) {
    var options = {method: method, credentials: "same-origin", redirect: "manual"};
    if (method === "POST") { options.body = new FormData(form); }
    window.fetch(form.action, options).catch(function () { return null; });
  }
  function show() {
    if (!cover.hidden) { return; }
    before = document.activeElement;
    since = Date.now();
    cover.hidden = false;
    document.body.classList.add("covered");
    button.focus();
    tell("GET");
  }
  function lift() {
    var gone = Date.now() - since;
    if (gone < 2000) { return; }
    if (gone > 290000) { window.location.assign(form.action); return; }
    tell("POST");
    document.body.classList.remove("covered");
    cover.hidden = true;
    if (before && before.focus) { before.focus(); }
  }
  form.addEventListener("submit", function (event) { event.preventDefault(); });
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
