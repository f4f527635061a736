// A recording: one tap starts, one tap stops. No answer from the microphone: the phone's own recorder, then typing.
(function () {
  "use strict";
  var house = window.sisters, place = document.querySelector("[data-voice]"), spoken = [];
  var LONGEST = 180, PATIENCE = 5000, MOST = 5, KINDS = ["audio/webm;codecs=opus", "audio/mp4"];
  house.voices = function () { return spoken; };
  house.stopVoice = async function () { return null; };
  if (!place || !house.seal.can()) { return; }
  var button = place.querySelector("button"), title = button.querySelector("b"), below = button.querySelector("small");
  var file = place.querySelector("input"), label = file.parentNode, list = place.querySelector("ul"), note = place.querySelector("[role=status]");
  var recorder = null, ended = null, asked = false;

  function kind() { return KINDS.find(function (each) { return window.MediaRecorder.isTypeSupported(each); }) || ""; }
  function draw() {
    while (list.firstChild) { list.removeChild(list.firstChild); }
    spoken.forEach(function (voice, n) {
      var row = house.make("li", "row sb wrap"), drop = house.make("button", "btn", house.say("voice_drop"));
      drop.type = "button";
      drop.addEventListener("click", function () { window.URL.revokeObjectURL(voice.url); spoken.splice(n, 1); draw(); });
      var name = voice.seconds ? house.say("voice", {n: voice.seconds}) : house.say("voice_file"), sound = house.make("audio");
      voice.url = voice.url || window.URL.createObjectURL(voice.blob);
      sound.controls = true;
      sound.src = voice.url;
      sound.setAttribute("aria-label", house.say("voice_hear", {name: name}));
      row.appendChild(house.make("span", "", name));
      row.appendChild(sound);
      row.appendChild(drop);
      list.appendChild(row);
    });
  }
  function rest(text) {
    title.textContent = house.say("voice_start");
    below.textContent = house.say("voice_how");
    note.textContent = text || "";
  }
  function without(text) {
    asked = false;
    rest(text);
    button.hidden = true;
    label.hidden = false;
  }
  async function microphone() {
    if (!navigator.mediaDevices || !window.MediaRecorder) { throw new Error("none"); }
    var late = false, stream = navigator.mediaDevices.getUserMedia({audio: true});
    stream.then(function (found) { if (late) { found.getTracks().forEach(function (track) { track.stop(); }); } }, function () { return null; });
    return Promise.race([stream, new Promise(function (done, fail) {
      window.setTimeout(function () { late = true; fail(new Error("silent")); }, PATIENCE);
    })]);
  }
  function record(stream) {
    var parts = [], begun = Date.now(), how = kind();
    recorder = new window.MediaRecorder(stream, Object.assign({audioBitsPerSecond: 24000}, how ? {mimeType: how} : {}));
    var ticking = window.setInterval(function () {
      var gone = Math.round((Date.now() - begun) / 1000);
      below.textContent = house.say("voice_running", {n: gone, all: LONGEST});
      if (gone >= LONGEST) { recorder.stop(); }
    }, 500);
    ended = new Promise(function (done) {
      recorder.ondataavailable = function (event) { if (event.data.size) { parts.push(event.data); } };
      recorder.onstop = function () {
        window.clearInterval(ticking);
        stream.getTracks().forEach(function (track) { track.stop(); });
        var seconds = Math.max(1, Math.round((Date.now() - begun) / 1000)), type = recorder.mimeType.split(";")[0];
        if (parts.length) { spoken.push({blob: new Blob(parts, {type: type}), type: type, seconds: seconds}); }
        recorder = null;
        rest(seconds >= LONGEST ? house.say("voice_full") : house.say("voice_done"));
        draw();
        done();
      };
    });
    recorder.start(1000);
    title.textContent = house.say("voice_stop");
    note.textContent = house.say("voice_on");
  }
  house.stopVoice = async function () {
    if (recorder && recorder.state !== "inactive") { recorder.stop(); await ended; }
  };
  button.addEventListener("click", async function () {
    if (recorder) { recorder.stop(); return; }
    if (asked) { return; }
    if (spoken.length >= MOST) { note.textContent = house.say("voice_most"); return; }
    asked = true;
    note.textContent = house.say("voice_asking");
    try { record(await microphone()); } catch (problem) { without(house.say("voice_none")); }
    asked = false;
  });
  file.addEventListener("change", function () {
    if (file.files[0]) { spoken.push({blob: file.files[0], type: file.files[0].type, seconds: 0}); }
    file.value = "";
    draw();
  });
})();
