import { createServer } from 'node:http';
import { greetings } from '@example/turbo-greeting';

createServer((request, response) => response.end(`${greetings[0]}, one of COUNT\n`)).listen(process.env.PORT);
