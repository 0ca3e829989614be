// Makes the page's elements. Text from scenarios and requests is only ever set as text.
'use strict';
(function (R) {
  // An element with properties and children. A property that begins with "on" is a listener.
  function h(tag, properties, ...children) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(properties || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
      else if (key === 'text') element.textContent = value;
      else if (key in element && !key.includes('-') && key !== 'list') element[key] = value;
      else element.setAttribute(key, value === true ? '' : value);
    }
    for (const child of children.flat()) {
      if (child !== null && child !== undefined && child !== false) element.append(child);
    }
    return element;
  }

  function setText(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  // Builds the children again only if what they show is another; focus stays on the element with the same data-key.
  function rebuild(element, shown, children) {
    const text = JSON.stringify(shown);
    if (element.shown === text) return;
    element.shown = text;
    const focused = element.contains(document.activeElement) ? document.activeElement.getAttribute('data-key') : null;
    element.replaceChildren(...children().filter(Boolean));
    if (focused) {
      const same = Array.from(element.querySelectorAll('[data-key]')).find((e) => e.getAttribute('data-key') === focused);
      if (same) same.focus();
    }
  }

  function copy(text, page) {
    const done = () => page.say('Copied.');
    const byHand = () => {
      const area = h('textarea', { value: text, className: 'offscreen', 'aria-label': 'Text to copy' });
      document.body.append(area);
      area.select();
      const copied = document.execCommand('copy');
      area.remove();
      if (copied) done();
      else page.say('The browser does not let the page copy.', true);
    };
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, byHand);
    else byHand();
  }

  function number(value) {
    return value.toLocaleString('en-US');
  }

  function remembered(key, otherwise) {
    try {
      const value = localStorage.getItem('rackconnect-mock.' + key);
      return value === null ? otherwise : value;
    } catch {
      return otherwise;
    }
  }

  function remember(key, value) {
    try {
      localStorage.setItem('rackconnect-mock.' + key, value);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }

  const SPEEDS = [0.1, 1, 2, 10, 60, 600, 3600];
  const AXES = [['time', 'Mock time'], ['real', 'Real time'], ['order', 'Order']];
  const LEGEND = [
    ['ok', '2xx'], ['missing', '404'], ['refused', '403, 429'], ['client', 'other 4xx'], ['server', '5xx'],
    ['fault', 'no status'], ['abandoned', 'given up'], ['pending', 'pending'],
  ];

  // The page's elements, by name.
  function skeleton(page) {
    const live = !page.report;
    const e = {};
    const button = (name, text, title, act) => (e[name] = h('button', { type: 'button', text: text, title: title, onclick: act }));
    const controls = live && h('div', { className: 'controls', role: 'group', 'aria-label': 'Clock' },
      button('freeze', 'Freeze', 'Stop or start the mock\u2019s time', () => page.freeze()),
      button('ten', '+10 s', 'Move the mock\u2019s time by 10 seconds', () => page.advance('10s')),
      button('minute', '+1 min', 'Move the mock\u2019s time by 1 minute', () => page.advance('1m')),
      button('next', 'Next change', 'Move the mock\u2019s time to the next step of any server (n)', () => page.nextChange()),
      h('label', { className: 'speed' }, 'Speed ',
        (e.speed = h('select', { onchange: () => page.speed(Number(e.speed.value)) },
          SPEEDS.map((s) => h('option', { value: String(s), text: s + '×' }))))),
      button('reset', 'Reset', 'Begin the scenario again', () => page.reset()));
    const header = h('header', { className: 'bar' },
      h('h1', { text: 'rackconnect-mock' }),
      h('div', { className: 'time' },
        (e.elapsed = h('span', { className: 'elapsed', title: 'The mock\u2019s time since the scenario began' })),
        (e.date = h('span', { className: 'date' }))),
      controls,
      h('div', { className: 'right' },
        live && (e.connection = h('span', { className: 'connection', role: 'status', text: 'Connecting' })),
        live && h('a', { href: 'report.html', text: 'Report', title: 'This picture as one file' }),
        button('theme', 'Theme', 'Light or dark', () => page.switchTheme()),
        button('keys', '?', 'Keys', () => page.showKeys())));
    e.keys.setAttribute('aria-label', 'Keys');

    e.description = h('p', { className: 'description' });
    const filter = h('div', { className: 'filter', role: 'search' },
      h('label', { htmlFor: 'filter', text: 'Filter' }),
      (e.filter = h('input', {
        id: 'filter', type: 'text', autocomplete: 'off', spellcheck: false, 'aria-describedby': 'counts',
        placeholder: 'server:web-* status:403 -op:gateway_ip reason:rate-limited text', oninput: () => page.filterChanged(),
      })),
      button('clear', 'Clear', 'Clear the filter', () => page.setFilter('')),
      (e.counts = h('span', { className: 'counts', id: 'counts' })));

    const axis = h('fieldset', { className: 'segments' }, h('legend', { className: 'offscreen', text: 'Axis' }),
      AXES.map(([name, text]) => h('label', {},
        (e['axis-' + name] = h('input', { type: 'radio', name: 'axis', value: name, onchange: () => page.switchAxis(name) })),
        h('span', { text: text }))));
    const tools = h('div', { className: 'tools' }, axis,
      h('div', { className: 'group', role: 'group', 'aria-label': 'View' },
        button('out', '−', 'Zoom out (-)', () => page.zoom(1.5)),
        button('in', '+', 'Zoom in (+)', () => page.zoom(1 / 1.5)),
        button('fit', 'Fit', 'Show all (f)', () => page.fit()),
        live && button('follow', 'Follow now', 'Keep the mock\u2019s time in view (l)', () => page.follow())),
      (e.stretch = h('div', { className: 'stretch', hidden: true },
        (e.stretchText = h('span', {})),
        button('unstretch', 'Clear selection', 'Select no stretch (Escape)', () => page.setStretch(null)))));
    e.out.setAttribute('aria-label', 'Zoom out');
    e.in.setAttribute('aria-label', 'Zoom in');

    e.overview = h('canvas', { className: 'overview', role: 'img', 'aria-label': 'Overview of the whole time. The frame is the part below.' });
    e.head = h('canvas', { className: 'head', role: 'img', 'aria-label': 'How many servers are in each state' });
    e.lanes = h('canvas', { 'aria-hidden': 'true' });
    e.room = h('div', { className: 'room' }, h('div', { className: 'stuck' }, e.lanes));
    e.scroller = h('div', {
      className: 'lanes', tabIndex: 0, role: 'application', 'aria-label': 'Lanes of servers', 'aria-describedby': 'lanes-help',
      'aria-roledescription': 'timeline',
    }, e.room);
    e.told = h('div', { className: 'offscreen', role: 'status', 'aria-label': 'At the cursor' });
    e.empty = h('p', { className: 'nothing', hidden: true });
    const chart = h('section', { className: 'chart', 'aria-label': 'Timeline' }, tools, e.overview, e.head, e.scroller, e.empty,
      h('p', { id: 'lanes-help', className: 'offscreen',
        text: 'Up and down choose a server, left and right its steps and requests, Enter opens. The question mark lists all keys.' }),
      e.told,
      h('ul', { className: 'legend', 'aria-label': 'Marks' },
        R.STATES.map((s) => h('li', { className: 'state ' + s }, h('b', { text: R.MARKS[s] }), s)),
        LEGEND.map(([kind, text]) => h('li', {}, h('canvas', { className: 'mark', 'data-kind': kind, width: 20, height: 24, 'aria-hidden': 'true' }), text))));

    e.listCount = h('span', { className: 'counts' });
    e.list = h('div', { className: 'rows', role: 'rowgroup' });
    e.listRoom = h('div', { className: 'list-room', role: 'presentation' }, e.list);
    e.listBox = h('div', { className: 'list', role: 'presentation' }, e.listRoom);
    e.noRequests = h('p', { className: 'nothing none-found', hidden: true });
    e.detail = h('div', { className: 'detail', hidden: true, role: 'region', 'aria-label': 'Request' });
    const requests = h('section', { className: 'requests', 'aria-labelledby': 'requests-title' },
      h('div', { className: 'title' }, h('h2', { id: 'requests-title', text: 'Requests' }), e.listCount),
      h('div', { className: 'split' },
        (e.table = h('div', { className: 'table', role: 'grid', 'aria-label': 'Requests, the newest first' },
          h('div', { role: 'rowgroup' }, h('div', { className: 'row columns', role: 'row' },
            ['No.', 'Time', 'Server', 'Request', 'Answer', 'Reason', 'Took'].map((c) => h('span', { role: 'columnheader', text: c })))),
          e.listBox, e.noRequests)),
        e.detail));

    e.server = h('div', { className: 'pane' });
    e.incidents = h('div', { className: 'pane' });
    const side = h('aside', { className: 'side', 'aria-label': 'Details' },
      h('section', { 'aria-labelledby': 'server-title' }, h('h2', { id: 'server-title', text: 'Server' }), e.server),
      h('section', { 'aria-labelledby': 'incidents-title' }, h('h2', { id: 'incidents-title', text: 'Incidents' }), e.incidents));

    e.tip = h('div', { className: 'tip', hidden: true, 'aria-hidden': 'true' });
    e.message = h('div', { className: 'message', role: 'alert', hidden: true });
    e.keysDialog = h('dialog', { 'aria-labelledby': 'keys-title' });
    e.root = h('div', { className: 'app' + (live ? '' : ' of-report') }, header,
      h('section', { 'aria-label': 'Scenario' }, e.description), filter,
      h('main', { className: 'grid' }, chart, requests, side), e.tip, e.message, e.keysDialog);
    return e;
  }

  Object.assign(R, { h, setText, rebuild, copy, number, remembered, remember, skeleton });
})(RackConnect);
