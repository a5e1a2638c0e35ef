module.exports = (request, response) => {
  response.send(`${process.env.GREETING}, ${request.query.name ?? "world"}`);
};
