// Runs once before the switch, for example to change a database. If it fails, the old version stays.
console.log("ready for the new version");
