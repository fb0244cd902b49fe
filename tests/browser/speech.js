// Stands in for what a browser without a microphone and without voices lacks: speech recognition and synthesis, as the
// specification of the Web Speech API has them. `window.speech` is the person who speaks and listens, and the machine.
window.speech = {
  here: "unavailable", // whether the language can be recognised on this machine
  anywhere: "unavailable", // the same, or over the network
  canBeFetched: true,
  microphone: "granted",
  isOld: false, // a browser from before recognition on the machine
  voices: [],
  mayReadUnasked: true,
  started: [], // how each recognition was started
  asked: [], // what `available` was asked
  fetched: 0,
  read: [], // what was read aloud, and by which voice
  listening: null,

  say(words, isFinal = true) {
    const result = Object.assign([{ transcript: words, confidence: 0.9 }], { isFinal });
    this.listening.results = this.listening.results.filter((one) => one.isFinal).concat([result]);
    const resultIndex = this.listening.results.length - 1;
    const event = Object.assign(new Event("result"), { resultIndex, results: this.listening.results });
    this.listening.tell("result", event);
  },
  fail(error) {
    const { listening } = this;
    listening.tell("error", Object.assign(new Event("error"), { error }));
    listening.finish();
  },
  finish() {
    this.utterance?.onend?.(new Event("end"));
  },
};
Object.assign(window.speech, window.speechSetup ?? {});

class SpeechRecognition extends EventTarget {
  constructor() {
    super();
    Object.assign(this, { lang: "", continuous: false, interimResults: false });
  }

  tell(name, event = new Event(name)) {
    this[`on${name}`]?.(event);
    this.dispatchEvent(event);
  }

  start() {
    const { speech } = window;
    if (speech.listening === this) throw new DOMException("already started", "InvalidStateError");
    const { lang, continuous, interimResults } = this;
    const processLocally = this.processLocally ?? false;
    speech.started.push({ lang, continuous, interimResults, processLocally });
    this.results = [];
    speech.listening = this;
    queueMicrotask(() => {
      if (speech.microphone !== "granted") speech.fail("not-allowed");
      else if (processLocally && speech.here !== "available") speech.fail("language-not-supported");
      else this.tell("start");
    });
  }

  finish() {
    if (window.speech.listening !== this) return;
    window.speech.listening = null;
    this.tell("end");
  }

  stop() {
    queueMicrotask(() => {
      const last = this.results.at(-1);
      if (last && !last.isFinal) window.speech.say(last[0].transcript);
      this.finish();
    });
  }

  abort() {
    queueMicrotask(() => this.finish());
  }
}

if (!window.speech.isOld) {
  Object.defineProperty(SpeechRecognition.prototype, "processLocally", { value: false, writable: true });
  SpeechRecognition.available = async ({ langs, processLocally = false }) => {
    const { speech } = window;
    speech.asked.push({ langs, processLocally });
    if (!langs.every((one) => one === "en-US")) return "unavailable";
    return processLocally ? speech.here : speech.anywhere;
  };
  SpeechRecognition.install = async () => {
    const { speech } = window;
    speech.fetched += 1;
    if (speech.canBeFetched) speech.here = "available";
    return speech.canBeFetched;
  };
}

const set = (name, value) => Object.defineProperty(window, name, { value, configurable: true, writable: true });
set("SpeechRecognition", window.speech.none ? undefined : SpeechRecognition);
set("webkitSpeechRecognition", window.speech.none ? undefined : SpeechRecognition);

set(
  "SpeechSynthesisUtterance",
  class {
    constructor(text) {
      this.text = text;
    }
  },
);
const synth = new EventTarget();
synth.getVoices = () => window.speech.voices;
synth.speak = (utterance) => {
  window.speech.utterance = utterance;
  if (!window.speech.mayReadUnasked && !navigator.userActivation.hasBeenActive) {
    queueMicrotask(() => utterance.onerror?.(Object.assign(new Event("error"), { error: "not-allowed" })));
    return;
  }
  window.speech.read.push({ text: utterance.text, voice: utterance.voice?.name ?? null });
};
synth.cancel = () => {
  const { utterance } = window.speech;
  window.speech.utterance = null;
  if (utterance) queueMicrotask(() => utterance.onerror?.(Object.assign(new Event("error"), { error: "canceled" })));
};
set("speechSynthesis", synth);
