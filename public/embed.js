// <lykta-guide pack="fi" lang="sv" place="091" exit="https://..."></lykta-guide>
// Puts the guide into a page, in a frame that the page cannot see into and that can keep nothing.
// The children of the element are plain help; they show until the guide is ready, and stay if it never is.
// Touches nothing of the page but this element.
(() => {
  const here = new URL('.', document.currentScript.src);
  const sandbox = 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation allow-downloads allow-modals';

  class Guide extends HTMLElement {
    #frame;
    #stop = new AbortController();

    connectedCallback() {
      const pack = this.#checked('pack', /^[a-z][a-z0-9-]*$/, 'the name of a pack, such as "fi"') ?? 'fi';
      const language = this.#checked('lang', /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'a language, such as "sv"') ?? 'fi';
      const wishes = new URLSearchParams();
      const place = this.#checked('place', /^[0-9]{3,4}$/, 'a municipality code with its zeros, such as "091"');
      if (place) wishes.set('place', place);
      const exit = this.#checked('exit', /^https:\/\/[^\s]+$/, 'an https address');
      if (exit) wishes.set('exit', exit);

      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', sandbox);
      frame.setAttribute('allow', 'clipboard-write');
      frame.referrerPolicy = 'no-referrer';
      frame.title = this.getAttribute('label') ?? this.querySelector('h1, h2, h3')?.textContent ?? 'lykta';
      frame.hidden = true;
      this.#frame = frame;

      addEventListener('message', (event) => {
        if (event.source !== frame.contentWindow || event.origin !== 'null') return;
        if (event.data?.lykta === 'ready') {
          for (const child of this.children) child.hidden = child !== frame;
          frame.hidden = false;
        }
      }, { signal: this.#stop.signal });

      frame.src = new URL(`guide/${pack}-${language}.html#${wishes}`, here).href;
      this.append(frame);
    }

    disconnectedCallback() {
      this.#stop.abort();
      this.#frame?.remove();
      this.#stop = new AbortController();
    }

    #checked(name, shape, mend) {
      const value = this.getAttribute(name);
      if (value === null || value === '') return undefined;
      if (shape.test(value)) return value;
      console.warn(`lykta-guide: ${name}="${value}" is not used; write ${mend}`);
      return undefined;
    }
  }

  if (!customElements.get('lykta-guide')) customElements.define('lykta-guide', Guide);
})();
