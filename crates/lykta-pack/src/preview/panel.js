// The panel of the preview: the day, the persona, the guide in its frame, and why each card shows or not.
// Everything is asked of the preview itself, on this machine; nothing is decided here.
// Next: frame.js, which walks the guide in the frame; preview/serve.rs for the other side.

const byId = (id) => document.getElementById(id);
const make = (tag, className = '', text = '') => Object.assign(document.createElement(tag), { className, textContent: text });

let build = 0;
let pack;
let answers = {};
// Cards that the editor has opened stay open.
const opened = new Set();

const marks = { yes: '✓', unknown: '?', no: '✗' };
const spoken = { yes: 'applies', unknown: 'may apply', no: 'does not show' };
const holds = { yes: 'holds', unknown: 'not known', no: 'does not hold' };

const mark = (truth, words) => {
  const element = make('span', `preview__mark preview__mark--${truth}`);
  const sign = make('span', '', marks[truth]);
  sign.setAttribute('aria-hidden', 'true');
  element.append(sign, ` ${words[truth]}`);
  return element;
};

// A condition: each part with whether it holds, and what was answered.
const tree = (node) => {
  const item = make('li', 'preview__clause');
  const line = make('div');
  line.append(mark(node.truth, holds), ' ', make('span', node.parts ? 'preview__how' : '', node.parts?.length ? `${node.words}:` : node.words));
  if (node.answer) line.append(make('span', 'preview__answer', ` – ${node.answer}`));
  item.append(line);
  if (node.parts?.length) {
    const list = make('ul', 'preview__tree');
    list.append(...node.parts.map(tree));
    item.append(list);
  }
  return item;
};

const card = (found) => {
  const details = make('details', 'preview__card');
  details.id = `card-${found.id}`;
  details.open = opened.has(found.id);
  details.ontoggle = () => (details.open ? opened.add(found.id) : opened.delete(found.id));
  const summary = make('summary');
  summary.append(mark(found.truth, spoken), ' ', make('b', '', found.title), ' ', make('code', '', found.id));
  details.append(summary);
  const note = (text) => details.append(make('p', 'preview__note', text));
  if (found.begins) note(`Not shown before ${found.begins}: a law that it stands on begins on that day.`);
  if (found.freshness) note(`Note: ${found.freshness}.`);
  for (const { day, left } of found.days) note(`Last day: ${day} (${left} days).`);
  const list = make('ul', 'preview__tree');
  list.append(tree(found.tree));
  details.append(list);
  for (const { text, tree: when } of found.limits) {
    note(`Time limit: ${text}. It runs if:`);
    const limit = make('ul', 'preview__tree');
    limit.append(tree(when));
    details.append(limit);
  }
  details.append(make('p', 'preview__note', `${found.kind}, ${found.stands}`));
  return details;
};

let shown = [];
const list = () => {
  const which = byId('which').value;
  const words = byId('search').value.trim().toLowerCase();
  const fits = shown.filter((found) => (!which || found.truth === which) && `${found.title} ${found.id}`.toLowerCase().includes(words));
  byId('cards').replaceChildren(...fits.map(card));
  const count = (truth) => shown.filter((found) => found.truth === truth).length;
  byId('count').textContent = `${count('yes')} apply, ${count('unknown')} may apply, ${count('no')} do not show; ${fits.length} listed`;
};

// What the preview says of these answers.
let asking = 0;
const ask = async () => {
  asking += 1;
  const own = asking;
  const body = JSON.stringify({ today: byId('day').value, language: byId('language').value, answers });
  const response = await fetch('/ask', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const text = await response.text();
  // Another question was put meanwhile.
  if (own !== asking) return undefined;
  let reply;
  try {
    reply = JSON.parse(text);
  } catch {
    byId('next').textContent = text;
    return undefined;
  }
  if (!response.ok) {
    byId('next').textContent = reply.problems;
    return undefined;
  }
  shown = reply.cards;
  byId('next').textContent = reply.ask.next ? `Next question: ${reply.ask.next}` : 'No question is left: the guide ends here.';
  byId('answered').textContent = `Answers: ${reply.answers.length || 'none'}`;
  byId('answers').replaceChildren(...reply.answers.flatMap(({ question, answer }) => [make('dt', '', question), make('dd', '', answer)]));
  list();
  return reply.plan;
};

// What a page that was left still tells is not heard: each page has a number of its own.
let visit = 0;

// The guide anew, on the day and with the answers that the panel has.
const show = async () => {
  const plan = await ask();
  if (!plan) return;
  visit += 1;
  plan.visit = visit;
  const page = `/guide/${pack.id}-${byId('language').value}.html`;
  byId('frame').src = `${page}?build=${build}&plan=${encodeURIComponent(JSON.stringify(plan))}`;
};

// What was answered by hand in the frame.
addEventListener('message', ({ source, origin, data }) => {
  if (source !== byId('frame').contentWindow || origin !== location.origin || !data?.preview || data.visit !== visit) return;
  if (data.preview === 'again') answers = {};
  else answers = { ...answers, ...data.answers };
  ask();
});

const persona = () => pack?.personas.find(({ id }) => id === byId('persona').value);

byId('persona').onchange = () => {
  byId('about').textContent = persona()?.about ?? '';
};
byId('fill').onclick = () => {
  const chosen = persona();
  if (!chosen) return;
  answers = { ...chosen.answers };
  byId('day').value = chosen.today;
  show();
};
byId('again').onclick = () => {
  answers = {};
  show();
};
byId('day').onchange = () => byId('day').value && show();
byId('language').onchange = show;
byId('which').onchange = list;
byId('search').oninput = list;

const options = (id, list, kept) => {
  byId(id).replaceChildren(...list.map(([value, label]) => Object.assign(make('option', '', label), { value })));
  if (list.some(([value]) => value === kept)) byId(id).value = kept;
};

const take = (state) => {
  build = state.build;
  const { pack: next } = state;
  byId('problems').hidden = state.clean;
  byId('printed').textContent = state.problems;
  byId('status').textContent = state.clean
    ? `Build ${build}: ${state.problems}, ${state.millis} ms.`
    : `Build ${build}: problems found in ${state.folder}; the guide stays as it was.`;
  if (!next) return;
  const isFirst = !pack;
  pack = next;
  byId('title').textContent = `Preview: ${pack.id} ${pack.version}`;
  options('language', pack.languages, byId('language').value);
  options('persona', [['', 'none'], ...pack.personas.map(({ id }) => [id, id])], byId('persona').value);
  byId('persona').onchange();
  if (isFirst) byId('day').value = state.today;
  if (state.clean || isFirst) show();
};

// Each build is told as soon as it is there.
const follow = async () => {
  let seen = '';
  for (;;) {
    try {
      const response = await fetch(`/state${seen}`);
      const state = await response.json();
      if (state.build !== build) take(state);
      seen = `?seen=${build}`;
    } catch {
      byId('status').textContent = 'The preview has ended. Start it again, then reload this page.';
      return;
    }
  }
};
follow();
