// The list of requests, of which only the rows in view are in the page, and the details of one.
'use strict';
(function (R) {
  const { h, setText, rebuild, copy, duration, number } = R;
  const ROW = 26;

  function quote(text) {
    return /^[\w@%+=:,./-]+$/.test(text) ? text : "'" + text.replace(/'/g, "'\\''") + "'";
  }

  const NOT_SENT = /^(host|connection|content-length|accept-encoding|proxy-.*|transfer-encoding)$/i;

  function asCurl(request, origin) {
    let path = request.target.replace(/^https?:\/\/[^/]+/, '') || '/';
    if (request.server !== null && !path.startsWith('/as/') && path.startsWith('/v1')) path = '/as/' + encodeURIComponent(request.server) + path;
    const parts = ['curl', '-i'];
    if (request.method !== 'GET') parts.push('-X', quote(request.method));
    for (const [name, value] of request.headers || []) if (!NOT_SENT.test(name)) parts.push('-H', quote(name + ': ' + value));
    if (request.body && request.method !== 'GET') parts.push('--data-binary', quote(request.body));
    parts.push(quote(origin + path));
    return parts.join(' ');
  }

  // A piece of a scenario that makes the same answer: fields of a step.
  function asScenario(request) {
    const reason = request.reason || '';
    const limit = /^rate-limited; limit=(\d+)\/([^;]+)/.exec(reason);
    if (limit) return { rateLimit: { requests: Number(limit[1]), window: limit[2] } };
    if (reason.startsWith('gateway-unassigned')) return { gatewayIp: null };
    if (reason.startsWith('unknown-source')) return { known: false };
    const kind = /kind=([\w-]+)/.exec(reason);
    if (request.status == null) return { fault: { kind: kind ? kind[1] : request.answer || 'hang' } };
    if (request.status >= 300 || (kind && kind[1] === 'answer')) return { fault: { kind: 'answer', status: request.status } };
    if (kind) return { fault: { kind: kind[1], duration: kind[1] === 'delay' || kind[1] === 'dribble' ? request.took || '5s' : undefined } };
    const step = { name: request.step && request.step !== 'start' ? request.step : undefined, status: request.automationStatus || undefined };
    if (request.operation === 'gateway_ip' && request.body) step.gatewayIp = request.body;
    return step;
  }

  class Requests {
    constructor(page) {
      this.page = page;
      this.e = page.e;
      this.matching = [];
      this.rows = [];
      this.open = null;
      this.focus = null;
      this.cache = new Map();
      this.scrolled = this.height = 0;
      const look = () => {
        this.scrolled = this.e.listBox.scrollTop;
        this.height = this.e.listBox.clientHeight;
        this.ask();
      };
      this.e.listBox.addEventListener('scroll', look);
      new ResizeObserver(look).observe(this.e.listBox);
      this.e.table.addEventListener('keydown', (event) => this.key(event));
      this.e.list.addEventListener('click', (event) => this.click(event));
    }

    // All again: the filter or the stretch is another.
    refilter() {
      const { model, filter, view } = this.page;
      this.matching = [];
      for (const request of model.requests) {
        request.match = filter.matches(request);
        if (request.match && view.inStretch(request)) this.matching.push(request);
      }
      this.e.listBox.scrollTop = this.scrolled = 0;
      this.ask();
    }

    take(change) {
      const { filter, view } = this.page;
      let added = 0;
      for (const request of change.added) {
        request.match = filter.matches(request);
        if (request.match && view.inStretch(request)) {
          this.matching.push(request);
          added++;
        }
      }
      if (change.dropped) {
        const oldest = this.page.model.oldest;
        this.matching.splice(0, R.firstIndex(this.matching.length, (i) => this.matching[i].number >= oldest));
      }
      const box = this.e.listBox;
      if (added && (this.scrolled > ROW / 2 || box.contains(document.activeElement))) {
        this.sizeRoom();
        box.scrollTop += added * ROW;
        this.scrolled = box.scrollTop;
      }
      if (this.open && !this.open.ended && this.page.model.byNumber.get(this.open.number)) this.showDetail();
      this.ask();
    }

    ask() {
      if (!this.asked) this.asked = requestAnimationFrame(() => { this.asked = 0; this.draw(); });
    }

    sizeRoom() {
      const height = this.matching.length * ROW;
      if (height === this.roomHeight) return;
      this.roomHeight = height;
      this.e.listRoom.style.height = height + 'px';
    }

    draw() {
      const { list, listBox, listCount, table } = this.e;
      const all = this.matching;
      this.sizeRoom();
      const first = Math.max(0, Math.floor(this.scrolled / ROW) - 2);
      const count = Math.min(all.length - first, Math.ceil(this.height / ROW) + 4);
      list.style.transform = 'translateY(' + first * ROW + 'px)';
      while (this.rows.length < count) this.addRow();
      table.setAttribute('aria-rowcount', String(all.length + 1));
      this.rows.forEach((row, i) => {
        row.element.hidden = i >= count;
        if (i < count) this.fillRow(row, all[all.length - 1 - first - i], first + i);
      });
      const inView = this.rows.find((row) => row.request === this.focus && !row.element.hidden);
      this.rows.forEach((row, i) => { row.element.tabIndex = inView ? (row === inView ? 0 : -1) : i === 0 ? 0 : -1; });
      setText(listCount, this.countWords());
      const { noRequests } = this.e;
      noRequests.hidden = all.length > 0;
      listBox.hidden = !all.length;
      if (!all.length) setText(noRequests, this.page.model.requests.length ? 'No request matches.' : this.page.model.received ? 'All requests are forgotten.' : 'No client has asked yet.');
    }

    countWords() {
      const { model } = this.page;
      const held = model.requests.length;
      let words = number(this.matching.length) + (this.matching.length === held ? '' : ' of ' + number(held));
      if (model.received > held) words += ', ' + number(model.received - held) + ' forgotten';
      return words;
    }

    addRow() {
      const cell = (name) => h('span', { role: 'gridcell', className: name });
      const value = (key) => h('button', { type: 'button', className: 'value', tabIndex: -1, 'data-filter': key });
      const row = { cells: {}, request: null };
      const c = row.cells;
      row.element = h('div', { className: 'row', role: 'row', tabIndex: -1 },
        (c.number = cell('num')), (c.time = cell('num')), h('span', { role: 'gridcell' }, (c.server = value('server'))),
        h('span', { role: 'gridcell', className: 'request' }, (c.method = value('method')), (c.target = h('span', {}))),
        h('span', { role: 'gridcell', className: 'answer' }, (c.answer = value('answer')), (c.state = h('span', { className: 'muted' }))),
        h('span', { role: 'gridcell' }, (c.reason = value('reason'))), (c.took = cell('num')));
      row.element.row = row;
      this.rows.push(row);
      this.e.list.append(row.element);
    }

    fillRow(row, request, index) {
      const c = row.cells;
      const state = [request, request.outcome, request.answer, this.page.model.began].join();
      row.element.setAttribute('aria-rowindex', String(index + 2));
      row.element.setAttribute('aria-selected', String(this.open === request));
      if (row.request === request && row.state === state) return;
      row.request = request;
      row.state = state;
      row.element.className = 'row kind-' + request.kind;
      setText(c.number, String(request.number));
      const at = request.t - this.page.model.began;
      setText(c.time, '+' + duration(at, at < 3600e6 ? undefined : 0));
      setText(c.server, cut(request.server === null ? request.source || '' : request.server));
      c.server.setAttribute('data-filter', request.server === null ? 'source' : 'server');
      setText(c.method, cut(request.method));
      setText(c.target, cut(request.target.replace(/^\/as\/[^/]+(?=\/)/, '')));
      setText(c.answer, request.answer == null ? 'pending' : String(request.answer));
      setText(c.state, request.kind === 'ok' && request.operation === 'automation_status' && request.automationStatus ? request.automationStatus
        : request.outcome === 'abandoned' ? 'given up' : '');
      setText(c.reason, cut(request.reason || ''));
      for (const name of ['server', 'target', 'reason']) c[name].title = c[name].textContent;
      c.time.title = '+' + duration(at) + ', ' + R.clockText(request.t, 3);
      c.reason.hidden = !request.reason;
      setText(c.took, request.took || '');
    }

    click(event) {
      const element = event.target.closest('.row');
      if (!element) return;
      const { request } = element.row;
      const button = event.target.closest('button[data-filter]');
      if (button) {
        const key = button.getAttribute('data-filter');
        this.page.toggleFilter(key, filterValue(key, request));
        return;
      }
      this.focus = request;
      this.page.openRequest(request);
    }

    key(event) {
      const element = event.target.closest('.row');
      if (!element || !element.row || event.target !== element) return;
      const all = this.matching;
      const at = all.indexOf(element.row.request);
      const moves = { ArrowDown: -1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: Infinity, End: -Infinity };
      if (event.key === 'Enter' || event.key === ' ') {
        this.page.openRequest(element.row.request);
      } else if (event.key in moves) {
        const to = Math.max(0, Math.min(all.length - 1, at + moves[event.key]));
        this.focusOn(all[to]);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    }

    // Scrolls so that the row of the request is in view.
    reveal(request) {
      const box = this.e.listBox;
      const at = this.matching.indexOf(request);
      if (at < 0) return;
      const index = this.matching.length - 1 - at;
      this.sizeRoom();
      if (index * ROW < box.scrollTop) box.scrollTop = index * ROW;
      else if ((index + 1) * ROW > box.scrollTop + box.clientHeight) box.scrollTop = (index + 1) * ROW - box.clientHeight;
      this.scrolled = box.scrollTop;
    }

    focusOn(request) {
      this.focus = request;
      this.reveal(request);
      this.draw();
      const row = this.rows.find((r) => r.request === request && !r.element.hidden);
      if (row) row.element.focus();
    }

    show(request) {
      this.open = request;
      if (request) this.reveal(request);
      this.ask();
      this.showDetail();
      if (!request || this.page.report || request.headers) return;
      this.page.live.get('requests/' + request.number).then((answer) => {
        // Only the open request keeps its headers: the memory stays bounded.
        if (this.open === request) {
          this.more = { number: request.number, headers: answer.headers, answerHeaders: answer.answerHeaders, body: answer.body };
          this.showDetail();
        }
      }, (problem) => {
        if (this.open === request) {
          this.more = { number: request.number, problem: problem.message };
          this.showDetail();
        }
      });
    }

    showDetail() {
      const { page, open } = this;
      const { detail } = this.e;
      detail.hidden = !open;
      if (!open) return;
      const more = this.more && this.more.number === open.number ? this.more : {};
      const request = Object.assign({}, open, more);
      rebuild(detail, request, () => this.detailParts(request, page));
    }

    detailParts(request, page) {
      const value = (key) => {
        const text = filterValue(key, request);
        return text == null ? null : h('button', { type: 'button', className: 'value', 'data-key': key, title: 'Filter by ' + key + ':' + text, text: String(text),
          onclick: () => page.toggleFilter(key, text) });
      };
      const headers = (title, list) => (list && list.length ? [h('h4', { text: title }),
        h('dl', { className: 'headers' }, list.map(([name, text]) => h('div', {}, h('dt', { text: name }), h('dd', { text: text }))))] : []);
      const origin = page.report ? 'http://127.0.0.1:8089' : location.origin;
      return [
        h('div', { className: 'title' }, h('h3', { text: 'Request ' + request.number }), h('div', { className: 'row-buttons' },
          h('button', { type: 'button', 'data-key': 'curl', text: 'Copy as curl', onclick: () => copy(asCurl(request, origin), page) }),
          h('button', { type: 'button', 'data-key': 'scenario', text: 'Copy as scenario JSON', title: 'Fields of a step that make the same answer',
            onclick: () => copy(JSON.stringify(asScenario(request), null, 2), page) }),
          h('button', { type: 'button', 'data-key': 'close', text: 'Close', onclick: () => { page.openRequest(null); } }))),
        h('p', { className: 'target' }, value('method'), ' ', h('code', { text: request.target })),
        R.facts([
          ['Answer', value('answer')], ['Reason', request.reason ? h('span', {}, value('reason'), request.reason.slice(firstWord(request.reason).length)) : null],
          ['Server', value('server')], ['Source', value('source')], ['Operation', value('op')], ['Format', value('format')],
          ['State', value('state')], ['Step', value('step')], ['Incident', value('incident')], ['Outcome', value('outcome')],
          ['Mock time', '+' + duration(request.t - page.model.began, 3) + ' · ' + R.clockText(request.t, 3)],
          ['Real time', R.clockText(request.real, 3)], ['Took', request.took],
        ]),
        ...headers('Request header', request.headers), ...headers('Answer header', request.answerHeaders),
        request.body ? h('h4', { text: 'Body' }) : null, request.body ? h('pre', { text: request.body, tabIndex: 0, 'aria-label': 'Body' }) : null,
        request.problem ? h('p', { className: 'nothing', text: request.problem }) : null,
      ];
    }
  }

  function firstWord(reason) {
    return reason.split(';')[0].trim();
  }

  function cut(text) {
    return text.length > 300 ? text.slice(0, 300) + '…' : text;
  }

  function filterValue(key, request) {
    if (key === 'reason') return request.reason ? firstWord(request.reason) : null;
    return { server: request.server, source: request.source, op: request.operation, status: request.status, answer: request.answer, incident: request.incident,
      method: request.method, format: request.format, step: request.step, state: request.automationStatus, outcome: request.outcome }[key];
  }

  Object.assign(R, { Requests, quote, asCurl, asScenario });
})(RackConnect);
