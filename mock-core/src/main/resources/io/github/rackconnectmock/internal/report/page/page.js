// Starts the page: puts the parts together, keeps the address's fragment, and hears the keys.
'use strict';
(function (R) {
  const { h, setText, duration, number } = R;

  const KEYS = [
    ['?', 'this list'], ['n', 'next change: move the time to the next step of any server'], ['z', 'freeze or resume'],
    ['f', 'fit: show all'], ['l', 'follow now'], ['+ −', 'zoom'], ['t', 'the next axis: mock time, real time, order'],
    ['/', 'the filter'], ['↑ ↓', 'among the lanes'], ['← →', 'along a lane: steps and requests'], [', .', 'the same, to the previous and the next'],
    ['Home End', 'the first and the last of the lane'], ['Enter', 'open the server, and the request'], ['Shift ← →', 'move the view'],
    ['s', 'begin a selection of time at the cursor; again: end it'], ['Escape', 'close, or clear the selection of time'],
  ];
  const SINGLE = '?nzfl+-=t/,.s';

  class Page {
    constructor(data) {
      this.report = data ? data.report || {} : null;
      this.model = new R.Model();
      this.view = new R.View(this.model);
      this.selected = null;
      this.wantedServer = null;
      this.openNumber = null;
      this.moment = null;
      this.filterText = '';
      this.filter = R.parseFilter('');
      this.singleKeys = R.remembered('single-keys', 'on') === 'on';
      this.applyTheme();
      this.e = R.skeleton(this);
      document.body.append(this.e.root);
      this.lanes = new R.Timeline(this);
      this.requests = new R.Requests(this);
      this.server = new R.ServerPane(this);
      this.incidents = new R.IncidentsPane(this);
      this.model.listeners.push((change) => this.changedBy(change));
      document.addEventListener('keydown', (event) => this.key(event));
      window.addEventListener('hashchange', () => {
        if (location.hash !== this.written) this.readFragment();
      });
      matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.applyTheme());
      this.makeKeys();
      this.readFragment();
      if (data) this.model.take(data);
      else this.live = new R.Live((document) => this.model.take(document), (state, text) => this.connection(state, text));
      setInterval(() => this.tick(), 100);
    }

    // ---- what comes from the mock --------------------------------------------------------------------------------

    changedBy(change) {
      const { model } = this;
      if (change.reset) {
        this.lanes.cursor = null;
        this.view.stretch = null;
        this.wantedServer = this.selected ? this.selected.label : this.wantedServer;
        this.selected = null;
        this.requests.open = null;
        this.requests.showDetail();
        this.requests.matching = [];
        this.server.selected();
      }
      this.requests.take(change);
      if (this.wantedServer !== null) {
        const lane = model.lanes.find((l) => l.label === this.wantedServer);
        if (lane) {
          this.wantedServer = null;
          this.select(lane);
          const place = this.lanes.shown.indexOf(lane);
          if (place > 0) this.scrollTo = lane;
        }
      }
      if (this.openNumber !== null && model.byNumber.has(this.openNumber)) {
        const request = model.byNumber.get(this.openNumber);
        this.openNumber = null;
        this.openRequest(request);
      }
      if (this.pendingView && model.began !== null && model.lanes.length) this.applyView();
      if (change.newLanes && !this.selected) this.server.show();
      if (change.newLanes || change.reset || (this.filter.usesText && change.added.some((r) => r.match))) this.chooseLanes();
      if (this.selected && (change.touched.has(this.selected) || !model.clock.frozen)) {
        this.server.show();
        this.server.ask();
      }
      this.incidents.show();
      this.showClock();
      this.showScenario();
      this.countLater();
      this.lanes.ask();
    }

    chooseLanes() {
      const all = this.model.lanes;
      this.lanes.setShown(this.filter.choosesLanes ? all.filter((lane) => this.filter.showsLane(lane)) : all.slice());
      const none = this.lanes.shown.length === 0 && this.model.began !== null;
      this.e.empty.hidden = !none;
      setText(this.e.empty, all.length ? 'The filter shows no server.' : 'The scenario has no server.');
      if (this.scrollTo) {
        this.e.scroller.scrollTop = this.lanes.place.get(this.scrollTo) * this.lanes.laneHeight || 0;
        this.lanes.scrolled = this.e.scroller.scrollTop;
        this.scrollTo = null;
      }
    }

    showScenario() {
      const text = this.report ? [this.report.title, this.report.verdict].filter(Boolean).join(': ') || 'Report'
        : [this.model.scenario.name, this.model.scenario.description].filter(Boolean).join(': ');
      setText(this.e.description, text.length > 2000 ? text.slice(0, 2000) + '…' : text);
      this.e.description.hidden = !text;
      this.e.description.classList.toggle('verdict', Boolean(this.report && this.report.verdict));
    }

    showClock() {
      const { clock } = this.model;
      const { e } = this;
      if (clock.now === null) return;
      const now = this.model.now();
      setText(e.elapsed, '+' + duration(now - this.model.began, now - this.model.began < 86400e6 ? 1 : 0));
      setText(e.date, R.clockText(now) + ' UTC' + (clock.frozen && !this.report ? ', frozen' : ''));
      if (this.report) return;
      setText(e.freeze, clock.frozen ? 'Resume' : 'Freeze');
      e.freeze.classList.toggle('primary', clock.frozen);
      const speed = String(clock.speed);
      if (document.activeElement !== e.speed && e.speed.value !== speed) {
        if (!Array.from(e.speed.options).some((o) => o.value === speed)) e.speed.append(h('option', { value: speed, text: speed + '×' }));
        e.speed.value = speed;
      }
    }

    tick() {
      if (this.model.began === null || this.report || document.hidden) return;
      this.showClock();
      this.incidents.tick();
    }

    connection(state, text) {
      setText(this.e.connection, text);
      this.e.connection.className = 'connection ' + state;
    }

    drawn() {
      const { e, view } = this;
      if (e.follow) e.follow.setAttribute('aria-pressed', String(view.following));
      e.fit.setAttribute('aria-pressed', String(view.fitted));
      e['axis-' + view.axis.name].checked = true;
    }

    countLater() {
      if (!this.counting) this.counting = setTimeout(() => { this.counting = 0; this.count(); }, 250);
    }

    count() {
      const { e, model, lanes } = this;
      const servers = model.lanes.filter((lane) => lane.name !== null).length;
      const shown = lanes.shown.filter((lane) => lane.name !== null).length;
      const found = this.requests.matching.length;
      setText(e.counts, this.filterText.trim() || this.view.stretch
        ? number(found) + ' of ' + number(model.requests.length) + ' requests, ' + number(shown) + ' of ' + number(servers) + ' servers' : '');
      e.clear.hidden = !this.filterText;
      e.stretch.hidden = !this.view.stretch;
      if (this.view.stretch) setText(e.stretchText, this.stretchWords());
      const states = R.STATES.filter((s) => lanes.counts && lanes.counts[s]).map((s) => number(lanes.counts[s]) + ' ' + s);
      if (lanes.waiting) states.push(number(lanes.waiting) + ' not begun');
      e.head.setAttribute('aria-label', 'How many servers are in each state. Now: ' + (states.join(', ') || 'none'));
    }

    stretchWords() {
      const { view, model } = this;
      const from = Math.max(model.began, view.axis.toTime(view.stretch.from));
      const to = view.axis.toTime(view.stretch.to);
      const answers = new Map();
      for (const request of this.requests.matching) answers.set(request.answer, (answers.get(request.answer) || 0) + 1);
      const parts = Array.from(answers).sort((a, b) => b[1] - a[1]).slice(0, 4).map(([answer, count]) => number(count) + ' × ' + (answer == null ? 'pending' : answer));
      return '+' + duration(from - model.began) + ' to +' + duration(to - model.began) + ' (' + duration(to - from) + '): '
        + number(this.requests.matching.length) + ' requests' + (parts.length ? ': ' + parts.join(', ') : '');
    }

    // ---- what a person does --------------------------------------------------------------------------------------

    select(lane) {
      if (this.selected !== lane) {
        this.selected = lane;
        this.server.selected();
      }
      this.changed();
      this.lanes.ask();
    }

    openRequest(request) {
      const had = this.requests.open;
      this.requests.show(request);
      if (request && this.model.byName.get(request.server)) this.select(this.model.byName.get(request.server));
      if (!request && had) this.requests.focusOn(had);
      this.changed();
    }

    setFilter(text) {
      this.e.filter.value = text;
      this.filterChanged();
    }

    toggleFilter(key, value) {
      if (value != null) this.setFilter(R.toggleTerm(this.filterText, key, value));
    }

    filterButton(key, value, text) {
      return h('button', { type: 'button', 'data-key': 'filter', text: text, onclick: () => this.toggleFilter(key, value) });
    }

    filterChanged() {
      this.filterText = this.e.filter.value;
      this.filter = R.parseFilter(this.filterText);
      this.requests.refilter();
      this.chooseLanes();
      this.countLater();
      this.changed();
      clearTimeout(this.tellCounts);
      if (this.filterText) this.tellCounts = setTimeout(() => this.lanes.tell(this.e.counts.textContent), 800);
    }

    setStretch(stretch) {
      this.view.stretch = stretch;
      this.requests.refilter();
      this.count();
      this.changed();
      this.lanes.ask();
    }

    // A selection of time by keys: its begin, then its end.
    markStretch() {
      const at = this.lanes.cursor ? this.lanes.position(this.lanes.cursor) : this.lanes.now;
      if (this.stretchFrom === undefined || this.stretchFrom === null) {
        this.stretchFrom = at;
        this.lanes.tell('The selection begins here. Press s again where it ends.');
        this.say('The selection begins here. Press s again where it ends.');
      } else {
        const least = (this.view.to - this.view.from) / 2000;
        this.setStretch({ from: Math.min(at, this.stretchFrom) - least, to: Math.max(at, this.stretchFrom) + least });
        this.stretchFrom = null;
        this.lanes.tell(this.stretchWords());
      }
    }

    switchAxis(name) {
      this.view.switchTo(name);
      this.drawn();
      this.requests.refilter();
      this.lanes.ask();
      this.changed();
    }

    zoom(factor) {
      const { view, lanes } = this;
      const around = view.following ? view.axis.now() : lanes.cursor && document.activeElement === this.e.scroller ? lanes.position(lanes.cursor) : (view.from + view.to) / 2;
      view.zoom(factor, Math.min(Math.max(around, view.from), view.to));
      lanes.changed();
    }

    fit() {
      this.view.fit();
      this.lanes.changed();
    }

    follow() {
      if (this.view.following) this.view.following = false;
      else this.view.follow();
      this.lanes.changed();
    }

    act(method, path, body) {
      return this.live.send(method, path, body).then((answer) => {
        this.e.message.hidden = true;
        this.server.ask();
        return answer;
      }, (problem) => this.say(problem.message, true));
    }

    freeze() { return this.act('PUT', 'clock', { frozen: !this.model.clock.frozen }); }
    speed(speed) { return this.act('PUT', 'clock', { speed: speed }); }
    advance(by) { return this.act('POST', 'clock/advance', { by: by }); }
    nextChange() { return this.act('POST', 'clock/next'); }
    reset() { return this.act('POST', 'reset'); }

    say(text, isProblem) {
      const { message } = this.e;
      message.className = 'message' + (isProblem ? ' problem' : '');
      message.hidden = false;
      setText(message, text);
      clearTimeout(this.quiet);
      this.quiet = setTimeout(() => { message.hidden = true; }, isProblem ? 8000 : 2500);
    }

    switchTheme() {
      R.remember('theme', document.documentElement.getAttribute('data-theme') === 'dark' ? 'light' : 'dark');
      this.applyTheme();
    }

    applyTheme() {
      const theme = R.remembered('theme', matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
      document.documentElement.setAttribute('data-theme', theme);
      if (this.lanes) this.lanes.readColours();
    }

    // ---- keys ------------------------------------------------------------------------------------------------------

    makeKeys() {
      const box = h('input', { type: 'checkbox', checked: this.singleKeys, onchange: () => {
        this.singleKeys = box.checked;
        R.remember('single-keys', box.checked ? 'on' : 'off');
      } });
      const live = !this.report;
      this.e.keysDialog.append(h('h2', { id: 'keys-title', text: 'Keys' }),
        h('dl', { className: 'keys' }, KEYS.filter(([key]) => live || !'nzl'.includes(key)).map(([key, text]) => h('div', {},
          h('dt', {}, key.split(' ').map((k) => h('kbd', { text: k }))), h('dd', { text: text })))),
        h('p', { className: 'muted', text: 'Drag a lane to move the view. Drag the axis, or a lane with Shift, to select a stretch of time. Ctrl and the wheel zoom.' }),
        h('label', { className: 'check' }, box, ' Single keys such as n and f work'),
        h('p', { className: 'row-buttons' }, h('button', { type: 'button', text: 'Close', onclick: () => this.e.keysDialog.close() })));
    }

    showKeys() {
      this.e.keysDialog.showModal();
    }

    key(event) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || this.e.keysDialog.open) return;
      const target = event.target;
      const typing = target.matches('input[type=text], select, textarea');
      if (event.key === 'Escape') {
        if (target === this.e.filter) this.e.scroller.focus();
        else if (this.requests.open) this.openRequest(null);
        else if (this.view.stretch) this.setStretch(null);
        this.stretchFrom = null;
        this.lanes.hideTip();
        return;
      }
      if (typing || target.matches('input[type=radio]') && event.key.startsWith('Arrow')) return;
      if (SINGLE.includes(event.key) && event.key.length === 1) {
        if (!this.singleKeys) return;
        this.singleKey(event.key);
        event.preventDefault();
      } else if (target === this.e.scroller && this.laneKey(event)) {
        event.preventDefault();
      }
    }

    singleKey(key) {
      const live = !this.report;
      if (key === '?') this.showKeys();
      else if (key === 'n' && live) this.nextChange();
      else if (key === 'z' && live) this.freeze();
      else if (key === 'l' && live) this.follow();
      else if (key === 'f') this.fit();
      else if (key === '/') {
        this.e.filter.focus();
        this.e.filter.select();
      } else if (key === '+' || key === '=') this.zoom(1 / 1.5);
      else if (key === '-') this.zoom(1.5);
      else if (key === 't') this.switchAxis({ time: 'real', real: 'order', order: 'time' }[this.view.axis.name]);
      else if (key === 's') this.markStretch();
      else if (key === ',' || key === '.') {
        this.e.scroller.focus();
        this.lanes.along(key === '.' ? 1 : -1);
      }
    }

    laneKey(event) {
      const { lanes, view } = this;
      const page = Math.max(1, Math.floor(this.e.scroller.clientHeight / lanes.laneHeight) - 1);
      const across = { ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page };
      if (event.key in across) lanes.across(across[event.key]);
      else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
        const direction = event.key === 'ArrowRight' ? 1 : -1;
        if (event.shiftKey) {
          view.pan(direction * (view.to - view.from) * 0.2);
          lanes.changed();
        } else lanes.along(direction);
      } else if (event.key === 'Home') lanes.toEnd(-1);
      else if (event.key === 'End') lanes.toEnd(1);
      else if (event.key === 'Enter' && lanes.cursor) {
        this.select(lanes.cursor.lane);
        if (lanes.cursor.request) this.openRequest(lanes.cursor.request);
      } else return false;
      return true;
    }

    // ---- the fragment ----------------------------------------------------------------------------------------------

    changed() {
      if (!this.writing) this.writing = setTimeout(() => { this.writing = 0; this.writeFragment(); }, 300);
    }

    // Times in seconds since the scenario began, places in the order as they are.
    toText(position) {
      const { axis } = this.view;
      if (axis.name === 'time') return String(Number(((position - this.model.began) / 1e6).toFixed(6)));
      return String(Number((axis.name === 'real' ? position / 1e6 : position).toFixed(3)));
    }

    ofText(text) {
      const value = Number(text);
      if (text === undefined || text === '' || isNaN(value)) return null;
      const { name } = this.view.axis;
      return name === 'time' ? this.model.began + value * 1e6 : name === 'real' ? value * 1e6 : value;
    }

    writeFragment() {
      if (this.model.began === null || this.pendingView) return;
      const { view } = this;
      const parts = [];
      const put = (key, value) => parts.push(key + '=' + encodeURIComponent(value));
      if (this.selected) put('server', this.selected.label);
      if (this.requests.open) put('request', this.requests.open.number);
      if (view.axis.name !== 'time') put('axis', view.axis.name);
      if (view.following) put('follow', this.toText(view.to - view.from + (view.axis.name === 'time' ? this.model.began : 0)));
      else if (!view.fitted) put('view', this.toText(view.from) + '_' + this.toText(view.to));
      if (view.stretch) put('stretch', this.toText(view.stretch.from) + '_' + this.toText(view.stretch.to));
      if (this.moment !== null) put('at', (this.moment - this.model.began) / 1e6);
      if (this.filterText.trim()) put('q', this.filterText.trim());
      this.written = parts.length ? '#' + parts.join('&') : '';
      if (location.hash === this.written) return;
      try {
        history.replaceState(null, '', this.written || location.pathname + location.search);
      } catch {
        // Some browsers allow only some changes a second, and none in a file.
      }
    }

    readFragment() {
      const text = location.hash.slice(1);
      const moment = /^(.*)@\+?([^@&=]+)$/.exec(safeDecode(text));
      this.moment = null;
      if (moment && R.parseDuration(moment[2]) !== null) {
        this.pendingView = { moment: R.parseDuration(moment[2]) };
        this.wantedServer = moment[1] || null;
      } else if (text && text.indexOf('=') < 0) {
        this.wantedServer = safeDecode(text);
      } else {
        const values = new URLSearchParams(text);
        this.wantedServer = values.get('server');
        this.openNumber = values.has('request') ? Number(values.get('request')) : null;
        this.e.filter.value = values.get('q') || '';
        this.filterChanged();
        this.pendingView = { axis: values.get('axis'), view: values.get('view'), stretch: values.get('stretch'), follow: values.get('follow'), at: values.get('at') };
      }
      if (this.model.began !== null) this.changedBy({ added: [], touched: new Set(), dropped: 0, newLanes: true });
    }

    applyView() {
      const wanted = this.pendingView;
      const { view, model } = this;
      this.pendingView = null;
      if (wanted.moment !== undefined) {
        this.moment = model.began + wanted.moment;
        const span = Math.max(60e6, Math.min(wanted.moment * 2, 1800e6));
        view.show(this.moment - span / 2, this.moment + span / 2);
        return;
      }
      if (wanted.axis && view.axes[wanted.axis]) {
        view.axis = view.axes[wanted.axis];
        view.fitted = true;
      }
      if (wanted.at !== null && isFinite(Number(wanted.at))) this.moment = model.began + Number(wanted.at) * 1e6;
      const range = (text) => {
        const [from, to] = (text || '').split('_').map((part) => this.ofText(part));
        return from !== null && to !== null && to !== undefined && to > from ? { from, to } : null;
      };
      const shown = range(wanted.view);
      if (shown) view.show(shown.from, shown.to);
      else if (wanted.follow) {
        const span = this.ofText(wanted.follow) - (view.axis.name === 'time' ? model.began : 0);
        if (span > 0) view.show(view.axis.now() - span, view.axis.now());
        view.following = true;
      } else view.fit();
      const stretch = range(wanted.stretch);
      if (stretch) this.setStretch(stretch);
      else if (view.stretch) this.setStretch(null);
    }
  }

  function safeDecode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function start() {
    const data = document.getElementById('data');
    if (data) {
      const picture = document.getElementById('static');
      if (picture) picture.hidden = true;
    }
    R.page = new Page(data ? JSON.parse(data.textContent) : null);
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})(RackConnect);
