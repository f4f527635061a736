// Photographs: drawn anew at 1280 pixels, JPEG 0.7, so that neither their place nor their size travels.
(function () {
  "use strict";
  var house = window.sisters, LONGEST = 1280, QUALITY = 0.7, MOST = 20, LARGEST = 10 * 1024 * 1024;
  var place = document.querySelector("[data-photos]"), chosen = [];
  house.photos = function () { return chosen; };
  if (!place || !house.seal.can()) { return; }
  var input = place.querySelector("input"), list = place.querySelector("ul"), note = place.querySelector("[role=status]");

  function picture(file) {
    return new Promise(function (done, fail) {
      var shown = new Image(), address = URL.createObjectURL(file);
      shown.onload = function () { URL.revokeObjectURL(address); done(shown); };
      shown.onerror = function () { URL.revokeObjectURL(address); fail(new Error("unreadable")); };
      shown.src = address;
    });
  }
  async function shrunk(file) {
    var shown = await picture(file), scale = Math.min(1, LONGEST / Math.max(shown.naturalWidth, shown.naturalHeight));
    var canvas = document.createElement("canvas");
    canvas.width = Math.round(shown.naturalWidth * scale);
    canvas.height = Math.round(shown.naturalHeight * scale);
    canvas.getContext("2d").drawImage(shown, 0, 0, canvas.width, canvas.height);
    return new Promise(function (done, fail) {
      canvas.toBlob(function (blob) { if (blob) { done(blob); } else { fail(new Error("empty")); } }, "image/jpeg", QUALITY);
    });
  }
  function draw() {
    while (list.firstChild) { list.removeChild(list.firstChild); }
    chosen.forEach(function (photo, n) {
      var row = house.make("li", "row sb wrap"), button = house.make("button", "btn", house.say("photo_drop"));
      button.type = "button";
      button.addEventListener("click", function () { chosen.splice(n, 1); draw(); });
      row.appendChild(house.make("span", "", house.say("photo_n", {n: n + 1})));
      row.appendChild(button);
      list.appendChild(row);
    });
  }
  input.addEventListener("change", async function () {
    var files = Array.from(input.files), problems = [];
    note.textContent = house.say("photo_busy");
    for (var n = 0; n < files.length; n += 1) {
      if (chosen.length >= MOST) { problems.push(house.say("photo_most")); break; }
      try {
        chosen.push({blob: await shrunk(files[n]), type: "image/jpeg"});
      } catch (problem) {
        // What this browser cannot draw goes as it is; the house draws it anew when it arrives.
        if (files[n].size <= LARGEST && /^image\//.test(files[n].type)) { chosen.push({blob: files[n], type: files[n].type}); }
        else { problems.push(house.say("photo_unreadable")); }
      }
    }
    input.value = "";
    note.textContent = problems.join(" ");
    draw();
  });
})();
