// The cover: hides the page in place; also Shift three times. A click lifts it after two seconds, and the server
// is told both, so that no other page of the session opens meanwhile. After five minutes it asks for the password
// without leaving the page: what is typed there stays. When the session has ended meanwhile, a form with typed words
// is sent as it is; the server keeps them and asks her to sign in.
(function () {
  "use strict";
  var cover = document.getElementById("cover"), since = 0, presses = [], before = null;
  if (!cover) { return; }
  var form = cover.querySelector("form"), button = cover.querySelector("button");
  var field = cover.querySelector("[data-password]"), wrong = cover.querySelector("[data-wrong]");
  var input = field.querySelector("input");
  function ask(method) {
    var options = {method: method, credentials: "same-origin", redirect: "manual", headers: {Accept: "application/json"}};
    if (method === "POST") { options.body = new FormData(form); }
    return window.fetch(form.action, options);
  }
  function tell(method) { ask(method).catch(function () { return null; }); }
  function show() {
    if (!cover.hidden) { return; }
    before = document.activeElement;
    since = Date.now();
    cover.hidden = false;
    document.body.classList.add("covered");
    button.focus();
    tell("GET");
  }
  function reveal() {
    document.body.classList.remove("covered");
    cover.hidden = field.hidden = true;
    input.value = "";
    wrong.textContent = "";
    if (before && before.focus) { before.focus(); }
  }
  function ended() {
    var typed = document.querySelector("form[data-typed]");
    if (typed) { HTMLFormElement.prototype.submit.call(typed); } else { window.location.reload(); }
  }
  function lift() {
    var gone = Date.now() - since;
    if (gone < 2000) { return; }
    if (gone <= 290000) { tell("POST"); reveal(); return; }
    if (field.hidden) { field.hidden = false; input.focus(); }
  }
  function unlock() {
    ask("POST").then(function (answer) {
      if (!answer.ok) { ended(); return null; }
      return answer.json().then(function (said) {
        if (said.lifted) { reveal(); return; }
        input.value = "";
        wrong.textContent = said.wrong;
        input.focus();
      });
    }).catch(function () { wrong.textContent = wrong.dataset.offline; });
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (!field.hidden && input.value) { unlock(); }
  });
  document.addEventListener("click", function (event) {
    if (cover.contains(event.target)) { if (!field.contains(event.target)) { lift(); } return; }
    if (event.target.closest("[data-cover]")) { event.preventDefault(); show(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift" || !cover.hidden) { presses = []; return; }
    if (event.repeat) { return; }
    var now = Date.now();
    presses = presses.filter(function (at) { return now - at < 1500; }).concat(now);
    if (presses.length >= 3) { presses = []; show(); }
  });
})();
