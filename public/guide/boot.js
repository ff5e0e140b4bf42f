// The boot script of the guide's page: shuts what no policy covers, answers before the engine is there,
// asks for every file in a fixed order, locks the page's own network, and starts the engine.
// What is asked for depends on the pack and the page's language alone, never on an answer.
// Next: "Privacy by construction" in ARCHITECTURE.md, and src/platform/exports.rs for the engine's side.

// 1. No content security policy covers these: they are gone before anything else runs.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection', 'RTCDataChannel', 'RTCSessionDescription', 'WebTransport', 'WebTransportDatagramDuplexStream', 'Notification', 'PushManager', 'ServiceWorkerContainer']) {
  try {
    Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });
  } catch {
    // It cannot be redefined here, so it is not there either.
  }
}

const byId = (id) => document.getElementById(id);
const files = JSON.parse(byId('lykta-files').textContent);
const wishes = new URLSearchParams(location.hash.slice(1));
const screens = ['lykta-first', 'lykta-help', 'lykta-stop', 'lykta-app'];

let isStarted = false;
let wants = '';

const show = (id) => {
  for (const screen of screens) {
    const element = byId(screen);
    if (element) element.hidden = screen !== id;
  }
};

// 2. Leaving: nothing of the page stays on the screen, and the address is replaced.
const exit = (() => {
  try {
    const url = new URL(wishes.get('exit'));
    if (url.protocol === 'https:' || url.protocol === 'http:') return url.href;
  } catch {
    // None was named, or none that can be opened.
  }
  return 'https://www.wikipedia.org/';
})();

const leave = () => {
  document.body.hidden = true;
  tell('leave');
  try {
    window.top.location.replace(exit);
  } catch {
    location.replace(exit);
  }
};

const tell = (word) => {
  if (parent !== window) parent.postMessage({ lykta: word }, '*');
};

// Remembered until the engine is there; the words say that it is on its way.
const press = (what) => {
  wants = what;
  byId('lykta-loading').hidden = false;
};

let shifts = [];
addEventListener('keydown', (event) => {
  if (event.key !== 'Shift') {
    shifts = [];
    return;
  }
  if (event.repeat) return;
  shifts = [...shifts.filter((time) => event.timeStamp - time < 5000), event.timeStamp];
  if (shifts.length >= 3) leave();
}, true);

// A page that the browser kept alive starts empty.
addEventListener('pageshow', (event) => event.persisted && location.reload());
addEventListener('pagehide', () => {
  document.body.hidden = true;
});

// 3. Before the engine is there: leaving, help, and "Next" remembered.
document.addEventListener('click', (event) => {
  const is = (name) => event.target.closest(`[data-${name}]`);
  if (is('leave')) leave();
  else if (is('again')) location.reload();
  else if (isStarted) return;
  else if (is('unhelp')) {
    wants = '';
    show('lykta-first');
    byId('lykta-title').focus();
  } else if (is('skip')) press('skip');
  else if (is('about')) press('about');
  else if (is('help')) {
    // A link, so that it works without this script too; with it, the address stays as it is.
    event.preventDefault();
    wants = 'help';
    show('lykta-help');
    document.querySelector('[data-help-title]').focus();
  } else if (is('next')) press('next');
  else if (is('language')) {
    // Another language before the start is another page; what the host wished goes along.
    is('language').hash = location.hash;
  }
});

const stop = () => {
  if (!byId('lykta-stop').hidden) return;
  show('lykta-stop');
  byId('lykta-app')?.remove();
  document.querySelector('[data-stop-title]').focus();
};
addEventListener('error', (event) => {
  // A fault of the engine leaves it in no state to go on.
  if (event.error instanceof WebAssembly.RuntimeError) stop();
});
addEventListener('unhandledrejection', (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) stop();
});

// 4. Everything is asked for now: first what the first screens need, then the rest.
const ask = ({ url, integrity }) => fetch(url, { integrity, credentials: 'omit', referrerPolicy: 'no-referrer' }).then((response) => {
  if (!response.ok) throw new Error(`${response.status}`);
  return response.text();
});
const later = (promise) => {
  // A failure is told where the file is awaited, not as an error of the page.
  promise.catch(() => {});
  return promise;
};
const engine = later(import(`./${files.engine}`));
const wasm = later(fetch(files.wasm, { credentials: 'omit', referrerPolicy: 'no-referrer' }).then((response) => {
  if (!response.ok) throw new Error(`${response.status}`);
  return response;
}));
const pack = later(ask(files.pack));
const words = files.words.map((file) => later(ask(file)));
const places = later(ask(files.places));

// 5. The lock: from here on nothing new can be asked for. Policies only add up, so nothing opens it again.
const lock = document.createElement('meta');
lock.httpEquiv = 'Content-Security-Policy';
lock.content = "default-src 'none'; script-src 'wasm-unsafe-eval'; form-action 'none'; base-uri 'none'";
document.head.append(lock);

// 6. The engine takes over what was chosen.
const start = async () => {
  const [module, packText, wordsText] = await Promise.all([engine, pack, words[0]]);
  const instance = await module.default({ module_or_path: wasm });
  if (!instance) throw new Error('no engine');
  const chosen = [...byId('lykta-first').querySelectorAll('input:checked')].map((input) => input.value);
  const focused = document.activeElement?.id;
  // Shown before it is made, so that the focus can move into it; both in one frame.
  byId('lykta-app').hidden = false;
  const scroll = document.scrollingElement.scrollTop;
  module.start(packText, wordsText, wishes.get('place') ?? '', wishes.get('lang') ?? '', chosen.join(), wants);
  const isStep = wants === 'skip' || wants === 'help' || wants === 'about' || (wants === 'next' && chosen.length > 0);
  byId('lykta-first').remove();
  byId('lykta-help').remove();
  isStarted = true;
  document.scrollingElement.scrollTop = isStep ? 0 : scroll;
  if (isStep) byId('lykta-title')?.focus();
  else if (focused) byId(focused)?.focus();
  tell('ready');
  const take = async (kind, promise) => {
    try {
      module.arrived(kind, await promise);
    } catch {
      // Without other languages or places the guide goes on; an empty text says that nothing will come.
      module.arrived(kind, '');
    }
  };
  await take('places', places);
  for (const promise of words.slice(1)) await take('words', promise);
};
start().catch(stop);
