// Talks with the mock: changes by Server-Sent Events, or by asking once a second where these fail; and commands.
'use strict';
(function (R) {
  class Live {
    constructor(take, connection) {
      this.take = take;
      this.connection = connection;
      this.id = null;
      this.open();
    }

    open() {
      if (!window.EventSource) return this.poll();
      const source = (this.source = new EventSource('events'));
      let opened = false;
      source.addEventListener('open', () => {
        opened = true;
        this.stopPolling();
        if (this.id) this.connection('live', 'Live');
      });
      source.addEventListener('changes', (event) => {
        this.read(event.data);
        this.connection('live', 'Live');
      });
      source.addEventListener('error', () => {
        if (source.readyState === EventSource.CLOSED) {
          source.close();
          this.poll();
          setTimeout(() => this.open(), 15000);
        } else {
          this.connection('lost', 'Reconnecting');
        }
      });
      setTimeout(() => {
        if (!opened && source.readyState !== EventSource.CLOSED) this.poll();
      }, 3000);
    }

    read(text) {
      const document = JSON.parse(text);
      this.id = document.id;
      this.take(document);
    }

    poll() {
      if (this.polling) return;
      const ask = () => {
        fetch('timeline' + (this.id ? '?since=' + encodeURIComponent(this.id) : '')).then((response) => {
          if (!response.ok) throw new Error();
          return response.text();
        }).then((text) => {
          if (!this.polling) return;
          this.read(text);
          this.connection('live', 'Asks each second');
        }).catch(() => {
          if (this.polling) this.connection('lost', 'No connection');
        }).finally(() => {
          if (this.polling) this.polling = setTimeout(ask, 1000);
        });
      };
      this.polling = setTimeout(ask, 0);
    }

    stopPolling() {
      clearTimeout(this.polling);
      this.polling = 0;
    }

    get(path) {
      return this.send('GET', path);
    }

    // Resolves with the answer's JSON; fails with the problem's detail as message.
    send(method, path, body) {
      const options = { method: method };
      if (body !== undefined) {
        options.body = JSON.stringify(body);
        options.headers = { 'Content-Type': 'application/json' };
      }
      return fetch(path, options).catch(() => {
        throw new Error('The mock does not answer.');
      }).then((response) => response.text().then((text) => {
        let answer = null;
        try {
          answer = text ? JSON.parse(text) : null;
        } catch {
          answer = null;
        }
        if (!response.ok) throw new Error((answer && (answer.detail || answer.title)) || 'The mock answered ' + response.status + '.');
        return answer;
      }));
    }
  }

  Object.assign(R, { Live });
})(RackConnect);
