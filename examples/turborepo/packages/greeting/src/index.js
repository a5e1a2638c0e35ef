import { place } from './generated/place.js';

export const greetings = [`Hello from ${place}`, `Welcome to ${place}`];
