// node.js URL [LOCAL_ADDRESS]
// Node's https uses no proxy variable by itself: this asks the proxy for a tunnel and speaks TLS through it.
const http = require('http');
const https = require('https');
const tls = require('tls');

const [url, localAddress] = process.argv.slice(2);
const proxy = new URL(process.env.https_proxy);
const user = [proxy.username, proxy.password].map(decodeURIComponent).join(':');

http.request({
  host: proxy.hostname,
  port: proxy.port,
  localAddress,
  method: 'CONNECT',
  path: `${new URL(url).hostname}:443`,
  headers: proxy.username ? { 'Proxy-Authorization': `Basic ${Buffer.from(user).toString('base64')}` } : {},
}).on('connect', (answer, socket) => {
  const servername = new URL(url).hostname;
  https.get(url, { createConnection: () => tls.connect({ socket, servername }) }, (response) => {
    response.pipe(process.stdout);
    response.on('end', () => socket.destroy());
    process.exitCode = response.statusCode === 200 ? 0 : 1;
  });
}).end();
