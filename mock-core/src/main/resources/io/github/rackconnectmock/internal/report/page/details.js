// The pane of the selected server, and the pane of the incidents.
'use strict';
(function (R) {
  const { h, rebuild, copy, duration, MARKS, stateWords } = R;

  function facts(pairs, className) {
    return h('dl', { className: className }, pairs.filter((p) => p && p[1] !== null && p[1] !== undefined)
      .map(([name, value, title]) => h('div', {}, h('dt', { text: name }), h('dd', { title: title }, value))));
  }

  function stateBadge(step) {
    return h('span', { className: 'badge ' + step.state }, h('b', { 'aria-hidden': 'true', text: MARKS[step.state] }), ' ' + stateWords(step));
  }

  function copyLine(page, name, text) {
    return h('div', { className: 'copyline' }, h('span', { className: 'what', text: name }), h('code', { text: text, tabIndex: 0 }),
      h('button', { type: 'button', 'data-key': 'copy ' + name, 'aria-label': 'Copy ' + name, text: 'Copy', onclick: () => copy(text, page) }));
  }

  const WAITS = {
    after: (value) => 'after ' + String(value).replace(/^PT/, '').toLowerCase(),
    on: (value) => 'on signal ' + value,
    afterRequests: (value) => 'after ' + (typeof value === 'object'
      ? Object.entries(value).map(([op, n]) => n + ' more of ' + op).join(', ') : value + ' more request' + (value === 1 ? '' : 's')),
  };

  function waitsText(waits) {
    return Object.entries(waits || {}).map(([key, value]) => (WAITS[key] ? WAITS[key](value) : key + ' ' + value)).join(', ');
  }

  class ServerPane {
    constructor(page) {
      this.page = page;
      this.box = page.e.server;
      this.answer = null;
      this.asked = 0;
      this.parts = {};
      this.show();
    }

    // Asks for the server's state, at most twice a second.
    ask() {
      const { page } = this;
      const lane = page.selected;
      if (page.report || !lane || lane.name === null || this.waiting) return;
      this.waiting = setTimeout(() => {
        page.live.get('servers/' + encodeURIComponent(lane.name)).then((answer) => {
          if (page.selected === lane) {
            this.answer = answer;
            this.show();
          }
        }, () => {}).finally(() => {
          this.waiting = 0;
          if (page.selected !== lane) this.ask();
        });
      }, Math.max(0, 500 - (performance.now() - this.asked)));
      this.asked = performance.now();
    }

    selected() {
      this.answer = null;
      this.asked = 0;
      this.show();
      this.ask();
    }

    show() {
      const { page, box } = this;
      const lane = page.selected;
      if (!lane) {
        rebuild(box, ['none', page.model.lanes.length > 0], () => [h('p', { className: 'nothing', text: page.model.lanes.length
          ? 'Select a server: click its lane, or use the arrow keys and Enter.' : 'There is no server yet.' })]);
        this.parts = {};
        return;
      }
      rebuild(box, ['lane', lane.label], () => {
        this.parts = {};
        for (const name of ['state', 'acts', 'tasks', 'who']) this.parts[name] = h('div', {});
        return [h('h3', { className: 'name', text: lane.label, title: lane.label }), ...Object.values(this.parts)];
      });
      this.showState(lane);
      if (lane.name !== null && !page.report) this.showActs(lane);
      this.showTasks();
      if (lane.name !== null && !page.report) this.showWho(lane);
    }

    showState(lane) {
      const { page, answer } = this;
      const { model } = page;
      const last = lane.steps[lane.steps.length - 1];
      const next = answer && answer.next;
      const coming = lane.future[0];
      const window = answer && answer.rateWindow;
      const comes = next ? next.step + ', ' + waitsText(next.waitsFor) + (next.in ? ' (in ' + next.in + ')' : '')
        : coming ? coming.step + ' at +' + duration(coming.at - model.began) : lane.waitsFor ? 'waits for ' + lane.waitsFor : last ? 'nothing, its life is over' : null;
      const seen = answer && answer.seenAs ? answer.seenAs : null;
      const hit = answer && answer.incidents && answer.incidents.length ? answer.incidents.join(', ') : null;
      const left = window ? window.remaining + ' of ' + window.requests + ' left' + (window.resetsIn ? ', new in ' + window.resetsIn : '') : null;
      const filter = page.filterButton('server', lane.name, 'Filter by this server');
      rebuild(this.parts.state, [last, comes, left, seen, hit, lane.sourceIp, answer && answer.requests, answer && answer.refused, lane.requests.length > 0], () => [
        last ? h('p', { className: 'statusline' }, stateBadge(last), h('span', { className: 'muted', text: 'step ' + last.step + ' since +' + duration(last.at - model.began) })) : null,
        facts([
          ['Gateway', last ? last.gatewayIp || 'none' : null], ['Next', comes], ['Rate limit', left],
          ['Incidents', hit], ['Seen as', seen], ['Address', lane.sourceIp], ['Region', lane.region],
          ['Answered', answer && answer.requests ? R.number(Object.values(answer.requests).reduce((a, b) => a + b, 0)) : null],
          ['Refused', answer && answer.refused ? R.number(answer.refused) : null],
        ]), lane.name === null ? null : h('p', { className: 'row-buttons' }, filter)]);
    }

    showActs(lane) {
      const { page, answer } = this;
      const name = lane.name;
      const path = 'servers/' + encodeURIComponent(name);
      const shown = answer ? [answer.signals, answer.steps] : [];
      rebuild(this.parts.acts, shown, () => {
        if (!answer) return [];
        const steps = h('select', { 'data-key': 'steps', 'aria-label': 'Step' }, (answer.steps || []).map((s) => h('option', { value: s, text: s.length > 60 ? s.slice(0, 60) + '…' : s })));
        return [h('div', { className: 'row-buttons' },
          (answer.signals || []).map((signal) => h('button', { type: 'button', className: 'primary', 'data-key': 'signal ' + signal, title: 'Fire the signal ' + signal,
            text: 'Signal ' + signal, onclick: () => page.act('POST', path + '/signals/' + encodeURIComponent(signal)) })),
          h('span', { className: 'joined' }, steps, h('button', { type: 'button', 'data-key': 'jump', text: 'Jump', title: 'Begin this step now',
            onclick: () => page.act('POST', path + '/jump', { step: steps.value }) })),
          h('button', { type: 'button', 'data-key': 'restart', text: 'Restart', title: 'Begin the server\u2019s life again', onclick: () => page.act('POST', path + '/restart') }))];
      });
    }

    showTasks() {
      const { answer } = this;
      const tasks = answer ? Object.entries(answer.tasks || {}) : [];
      const pairs = Array.isArray(answer && answer.tasks) ? answer.tasks.map((t) => [t.name, t.status]) : tasks;
      const features = answer ? Object.entries(answer.features || {}) : [];
      rebuild(this.parts.tasks, [pairs, features], () => [
        pairs.length ? h('h4', { text: 'Tasks' }) : null, pairs.length ? facts(pairs.map(([k, v]) => [k, String(v), k]), 'wide') : null,
        features.length ? h('h4', { text: 'Features' }) : null, features.length ? facts(features.map(([k, v]) => [k, v ? 'on' : 'off', k]), 'wide') : null]);
    }

    showWho(lane) {
      const { page } = this;
      rebuild(this.parts.who, [lane.name], () => {
        const url = location.origin + '/as/' + encodeURIComponent(lane.name) + '/v1/automation_status';
        return [h('h4', { text: 'Be this server' }), copyLine(page, 'URL', url),
          copyLine(page, 'Proxy', 'https_proxy=http://' + encodeURIComponent(lane.name) + ':x@' + location.host),
          copyLine(page, 'curl', 'curl -i ' + R.quote(url))];
      });
    }
  }

  const BREAKS = [
    ['503 for everything', { kind: 'answer', status: 503 }],
    ['503 with Retry-After', { kind: 'answer', status: 503, retryAfter: '30s' }],
    ['429 with Retry-After', { kind: 'answer', status: 429, retryAfter: '30s' }],
    ['404 for everything', { kind: 'answer', status: 404 }],
    ['500 for half of the requests', { kind: 'answer', status: 500, percent: 50 }],
    ['Slow answers, 5 s', { kind: 'delay', duration: '5s' }],
    ['No answer (hang)', { kind: 'hang' }],
    ['Connection resets', { kind: 'reset' }],
    ['Connection closed without an answer', { kind: 'empty' }],
    ['Bytes that are not HTTP', { kind: 'garbage' }],
    ['Answers cut short', { kind: 'truncated' }],
  ];

  class IncidentsPane {
    constructor(page) {
      this.page = page;
      const box = page.e.incidents;
      this.list = h('ul', { className: 'incident-list' });
      box.append(this.list);
      if (!page.report) box.append(this.form());
      this.show();
    }

    form() {
      const { page } = this;
      const what = h('select', { id: 'break-what' }, BREAKS.map(([text], i) => h('option', { value: String(i), text: text })));
      const whom = h('select', { id: 'break-whom' }, h('option', { value: 'all', text: 'Every server' }), h('option', { value: 'selected', text: 'The selected server' }));
      const lasts = h('select', { id: 'break-lasts' }, ['30s', '1m', '10m', '1h'].map((t) => h('option', { value: t, text: 'for ' + t })), h('option', { value: '', text: 'until I end it' }));
      lasts.value = '10m';
      const field = (text, control) => h('div', { className: 'field' }, h('label', { htmlFor: control.id, text: text }), control);
      return h('div', { className: 'break', role: 'group', 'aria-labelledby': 'break-title' }, h('h3', { id: 'break-title', text: 'Break it' }),
        field('What', what), field('Whom', whom), field('How long', lasts),
        h('p', { className: 'row-buttons' }, h('button', { type: 'button', className: 'primary', text: 'Break it', onclick: () => {
          const incident = { fault: BREAKS[Number(what.value)][1] };
          if (lasts.value) incident.lasts = lasts.value;
          if (whom.value === 'selected') {
            if (!page.selected || page.selected.name === null) return page.say('Select a server first.', true);
            incident.servers = [page.selected.name];
          }
          page.act('POST', 'incidents', incident);
        } })));
    }

    show() {
      const { page } = this;
      const { incidents } = page.model;
      rebuild(this.list, incidents.map((i) => [i.name, i.lasting, i.added, i.next, i.until]), () => {
        this.countdowns = [];
        if (!incidents.length) return [h('li', { className: 'nothing', text: page.report ? 'There was none.' : 'There is none. Break something below.' })];
        return incidents.slice(0, 200).map((incident) => this.row(incident))
          .concat(incidents.length > 200 ? h('li', { className: 'nothing', text: 'and ' + R.number(incidents.length - 200) + ' more' }) : []);
      });
      this.tick();
    }

    row(incident) {
      const { page } = this;
      const path = 'incidents/' + encodeURIComponent(incident.name);
      const state = h('span', { className: 'muted' });
      this.countdowns.push([incident, state]);
      const button = (text, method, to) => h('button', { type: 'button', 'data-key': text + ' ' + incident.name, text: text, 'aria-label': text + ' ' + incident.name, onclick: () => page.act(method, to) });
      return h('li', { className: incident.lasting ? 'lasting' : '' },
        h('div', { className: 'incident-words' }, h('button', { type: 'button', className: 'value', 'data-key': 'filter ' + incident.name, title: 'Filter by ' + incident.name,
          text: incident.name, onclick: () => page.toggleFilter('incident', incident.name) }), state),
        page.report ? null : h('div', { className: 'row-buttons' },
          incident.lasting ? button('End', 'POST', path + '/end') : button('Begin', 'POST', path + '/begin'),
          incident.added ? button('Remove', 'DELETE', path) : null));
    }

    tick() {
      const now = this.page.model.now();
      for (const [incident, element] of this.countdowns || []) {
        let text = 'over, or waits for a signal';
        if (incident.lasting) text = incident.until ? 'lasts, ends in ' + duration(Math.max(0, incident.until - now), 0) : 'lasts until it is ended';
        else if (incident.next) text = 'begins in ' + duration(Math.max(0, incident.next - now), 0);
        else if (!incident.times.length) text = 'has not begun';
        R.setText(element, text);
      }
    }
  }

  Object.assign(R, { ServerPane, IncidentsPane, facts });
})(RackConnect);
