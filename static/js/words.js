// Typed words are not lost. Another form of the page takes them along (the server keeps them, decision 122), every
// other way off the page asks first, and a file that is too large is said before anything is sent.
(function () {
  "use strict";
  var typed = [], leaving = false;
  function note(event) {
    var form = event.target.form;
    if (!form || form.method !== "post" || !form.closest("main") || form.hasAttribute("data-plain")) { return; }
    form.dataset.typed = "1";
    typed = typed.filter(function (one) { return one !== form; }).concat(form);
  }
  function take(form, other) {
    function add(name, value) {
      var input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = value;
      input.dataset.taken = "1";
      form.appendChild(input);
    }
    var to = new URL(other.getAttribute("action") || window.location.href, window.location.href);
    add("kept_to", to.pathname + to.search);
    new FormData(other).forEach(function (value, name) {
      var control = other.elements[name];
      if (typeof value === "string" && name !== "csrfmiddlewaretoken" && !(control && control.type === "password")) {
        add("w_" + name, value);
      }
    });
  }
  function tooLarge(form) {
    var each = Number(document.body.dataset.largest), all = 0, found = null;
    Array.prototype.forEach.call(form.querySelectorAll("input[type=file]"), function (input) {
      Array.prototype.forEach.call(input.files, function (file) {
        all += file.size;
        if (each && (file.size > each || all > 2 * each)) { found = found || input; }
      });
      say(input, found === input);
    });
    return found;
  }
  function say(input, wrong) {
    var said = document.getElementById(input.id + "_large");
    if (said) { said.remove(); }
    if (!wrong) { return; }
    said = document.createElement("div");
    said.className = "fe";
    said.id = input.id + "_large";
    said.setAttribute("role", "alert");
    said.textContent = document.body.dataset.tooLarge;
    input.parentNode.insertBefore(said, input);
  }
  // A form that came back with errors holds words that were typed before this page.
  Array.prototype.forEach.call(document.querySelectorAll("main form .bad"), function (wrong) {
    note({ target: { form: wrong.closest("form") } });
  });
  document.addEventListener("input", note);
  document.addEventListener("change", function (event) {
    note(event);
    if (event.target.type === "file" && event.target.form) { tooLarge(event.target.form); }
  });
  document.addEventListener("submit", function (event) {
    var form = event.target, large = form.method === "post" ? tooLarge(form) : null;
    if (large) { event.preventDefault(); event.stopImmediatePropagation(); large.focus(); return; }
    if (event.defaultPrevented) { return; }
    var other = typed.filter(function (one) { return one !== form; }).pop();
    if (form.method !== "post" || form.hasAttribute("data-leaves")) { return; }
    leaving = true;
    if (other && !form.querySelector("[data-taken]")) { take(form, other); }
  });
  window.addEventListener("beforeunload", function (event) {
    if (!typed.length || leaving) { return; }
    event.preventDefault();
    event.returnValue = "";
  });
  window.addEventListener("pageshow", function () {
    leaving = false;
    Array.prototype.forEach.call(document.querySelectorAll("[data-taken]"), function (input) { input.remove(); });
  });
})();
