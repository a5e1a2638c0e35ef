import { mkdirSync, writeFileSync } from 'node:fs';

mkdirSync('src/generated', { recursive: true });
writeFileSync('src/generated/place.js', "export const place = 'a Turborepo';\n");
