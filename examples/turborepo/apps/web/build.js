import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { greetings } from '@example/turbo-greeting';

mkdirSync('dist', { recursive: true });
writeFileSync('dist/server.js', readFileSync('server.js', 'utf8').replace('COUNT', greetings.length));
