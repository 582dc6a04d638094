// Takes whatever is exported and keeps nothing.
'use strict';
const http = require('node:http');

http
  .createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(200, { 'Content-Type': request.headers['content-type'] }).end());
  })
  .listen(Number(process.argv[2]), 'localhost');
