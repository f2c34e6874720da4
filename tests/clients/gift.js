// Parse a GIFT file with gift-pegjs: node gift.js NODE_MODULES FILE -> JSON.
const { parse } = require(`${process.argv[2]}/gift-pegjs`);
console.log(JSON.stringify(parse(require("fs").readFileSync(process.argv[3], "utf8"))));
