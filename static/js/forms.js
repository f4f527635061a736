// A sent form keeps its button's width and says that it is busy; the error summary takes the focus.
(function () {
  "use strict";
  var summary = document.querySelector("[data-focus]");
  if (summary) { summary.focus(); }

  var back = document.querySelector("[data-back]");
  if (back && window.history.length > 1) {
    back.hidden = false;
    back.addEventListener("click", function () { window.history.back(); });
  }

  function busy(form, button) {
    form.dataset.sent = "1";
    if (!button || !button.classList.contains("p")) { return; }
    button.style.width = button.offsetWidth + "px";
    button.dataset.words = button.innerHTML;
    button.textContent = document.body.dataset.busy;
    button.setAttribute("aria-busy", "true");
    var say = document.querySelector(".say");
    if (say) { say.textContent = document.body.dataset.busy; }
  }
  function rest(form) {
    delete form.dataset.sent;
    var button = document.querySelector("button[aria-busy]");
    if (!button) { return; }
    button.innerHTML = button.dataset.words;
    button.style.width = "";
    button.removeAttribute("aria-busy");
    var say = document.querySelector(".say");
    if (say && say.textContent === document.body.dataset.busy) { say.textContent = ""; }
  }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post") { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    var button = event.submitter || form.querySelector("button.p");
    // After this turn, so that a named button is still sent with its value.
    window.setTimeout(function () { if (!event.defaultPrevented) { busy(form, button); } }, 0);
    window.setTimeout(function () { rest(form); }, 8000);
  });
  window.addEventListener("pageshow", function () {
    Array.prototype.forEach.call(document.querySelectorAll("form[data-sent]"), rest);
  });
})();
