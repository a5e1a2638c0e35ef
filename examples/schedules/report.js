// Runs beside the server, with its files and variables, and ends.
console.log(`a report of ${new Date().toISOString().slice(0, 10)}`);
