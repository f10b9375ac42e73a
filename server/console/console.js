// What scripts add: pages that show what others do within seconds, and a search that finds as you type.
// Everything works without.

const kEvery = 3000;  // ms between looks; hidden tabs do not look
const policy = globalThis.trustedTypes?.createPolicy('gracegate', { createHTML: (text) => text });

const parsed = (text) => new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, 'text/html');

// Whether somebody is at work here: then nothing is taken from under their hands, nor the focus from where it is.
const is_busy = () =>
  document.activeElement?.matches('main *') ||
  [...document.querySelectorAll('main input, main textarea, main select')].some((field) =>
    field instanceof HTMLSelectElement
      ? [...field.options].some((option) => option.selected !== option.defaultSelected)
      : field.type === 'checkbox'
        ? field.checked !== field.defaultChecked
        : field.value !== field.defaultValue,
  );

// What a page says, but for how long ago that is.
function words_of(page) {
  const main = page.querySelector('main')?.cloneNode(true);
  for (const away of main?.querySelectorAll('.away') ?? []) away.remove();
  return main?.textContent;
}

function tell(text) {
  let news = document.querySelector('.news');
  if (!news) {
    news = document.createElement('p');
    news.className = 'news note';
    news.setAttribute('role', 'status');
    document.body.append(news);
  }
  if (news.textContent !== text) news.textContent = text;
}

function show(page) {
  const fresh = page.querySelector('main');
  const main = document.querySelector('main');
  if (!fresh || !main) return;
  for (const details of main.querySelectorAll('details[open]')) {
    const at = [...main.querySelectorAll('details')].indexOf(details);
    fresh.querySelectorAll('details')[at]?.setAttribute('open', '');
  }
  main.replaceChildren(...fresh.childNodes);
  document.title = page.title;
}

let tag = null;

async function look() {
  if (document.hidden) return;
  const headers = { 'Gracegate-Live': '1' };
  if (tag) headers['If-None-Match'] = tag;
  const answer = await fetch(location.href, { headers, cache: 'no-store', redirect: 'error' });
  if (answer.status === 401) return tell('You are signed out. Load the page to sign in again.');
  if (answer.status !== 200) return undefined;
  const is_first = tag === null;
  tag = answer.headers.get('ETag');
  if (is_first) return undefined;
  const page = parsed(await answer.text());
  const is_news = words_of(page) !== words_of(document);
  if (!is_busy()) show(page);
  else if (is_news) return tell('Somebody has changed this page meanwhile. Load it anew to see it.');
  return is_news ? tell('This page was brought up to date.') : undefined;
}

async function keep_looking() {
  try {
    await look();
  } catch {
    tell('The server does not answer. What you see may be old.');
  }
  setTimeout(keep_looking, kEvery);
}

const find = document.querySelector('.filter [type="search"]');
if (find) {
  let timer;
  find.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const url = new URL(find.form.action);
      url.search = new URLSearchParams(new FormData(find.form)).toString();
      const answer = await fetch(url, { cache: 'no-store', redirect: 'error' });
      if (answer.status !== 200) return;
      const fresh = parsed(await answer.text()).querySelector('main');
      const main = document.querySelector('main');
      while (main.lastElementChild !== find.form) main.lastElementChild.remove();
      let from = fresh.querySelector('.filter');
      while ((from = from.nextElementSibling)) main.append(from.cloneNode(true));
      history.replaceState(null, '', url);
      tag = null;
    }, 150);
  });
}

if (document.querySelector('main[data-live]')) keep_looking();
