// Reads a line of JSON for each case, translates its condition into policies of Cedar and its values into their context, and writes what
// Cedar says: "true", "false", or "?" where Cedar has no words for the case.
import { createInterface } from 'node:readline';
import cedar from '@cedar-policy/cedar-wasm/nodejs';

class Unsayable extends Error {}

const cannot = () => { throw new Unsayable(); };
const text = value => `"${value.replace(/["\\\u0000-\u001f]/g, unit => /["\\]/.test(unit) ? `\\${unit}` : `\\u{${unit.charCodeAt(0).toString(16)}}`)}"`;
const variable = /\$\{([^}]*)\}/g;

function parseOperator(name) {
  const [, set, base, exists] = /^(ForAnyValue:|ForAllValues:)?(.*?)(IfExists)?$/.exec(name);
  const type = base.startsWith('String') ? 'text' : base.startsWith('Numeric') ? 'number' : base.startsWith('Date') ? 'date'
    : base === 'Bool' ? 'bool' : base === 'Null' ? 'null' : 'address';
  return { set, base, exists: Boolean(exists), type, negative: base.includes('Not'), relation: base.replace(/^(String|Numeric|Date)/, '') };
}

// A JSON number as [digits, scale]: exact, however it is spelled.
function parseNumber(spelled) {
  const found = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/.exec(spelled);
  if (!found) { return null; }
  const exponent = Number(found[4] ?? 0);
  if (Math.abs(exponent) > 40) { cannot(); }
  let digits = BigInt(found[2] + (found[3] ?? '')) * (found[1] ? -1n : 1n);
  let scale = (found[3] ?? '').length - exponent;
  while (scale < 0) { digits *= 10n; scale++; }
  return { digits, scale };
}

// The number in units of ten to a negative power; null if it has a fraction of one.
function inUnits({ digits, scale }, decimals) {
  while (scale < decimals) { digits *= 10n; scale++; }
  while (scale > decimals) {
    if (digits % 10n) { return null; }
    digits /= 10n;
    scale--;
  }
  return digits;
}

const limit = 2n ** 63n - 1n;

function decimal(spelled) {
  const number = parseNumber(spelled);
  if (number === null) { return null; }
  const units = inUnits(number, 4);
  if (units === null || units > limit || units < -limit) { cannot(); }
  const plain = (units < 0n ? -units : units).toString().padStart(5, '0');
  return `decimal("${units < 0n ? '-' : ''}${plain.slice(0, -4)}.${plain.slice(-4)}")`;
}

// Cedar has milliseconds; years beyond 1 to 9999 are no dates here.
function date(value, isText, isNumber) {
  const number = isNumber ? parseNumber(value) : null;
  if (number !== null) {
    const units = inUnits(number, 3);
    if (units === null || units < -62135596800000n || units >= 253402300800000n) { cannot(); }
    return `datetime("1970-01-01").offset(duration("${units}ms"))`;
  }
  if (!isText) { return null; }
  const found = /^(\d{4})-(\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d+))?(?:([Zz])|([+-]\d\d):(\d\d))$/.exec(value);
  if (!found) { return null; }
  const fraction = (found[4] ?? '').replace(/0+$/, '');
  if (fraction.length > 3 || ['0000', '0001', '9999'].includes(found[1]) && found[6]) { cannot(); }
  return `datetime("${found[1]}-${found[2]}T${found[3]}.${fraction.padEnd(3, '0')}${found[5] ? 'Z' : found[6] + found[7]}")`;
}

// Cedar does not take IPv4 written inside IPv6, and does not mind bits beyond a network's prefix.
function address(value) {
  if (value.includes('.') && value.includes(':') || value.includes('/')) { cannot(); }
  return `ip(${text(value)})`;
}

// A value of a token or request as an expression; null if it is of another type.
function read(type, value) {
  const isText = value.kind === 'text' || value.kind === 'request';
  const isNumber = value.kind === 'number' || value.kind === 'request';
  switch (type) {
    case 'text': return isText ? text(value.text) : null;
    case 'number': return isNumber ? decimal(value.text) : null;
    case 'date': return date(value.text, isText, isNumber);
    case 'bool': return value.kind === 'bool' || value.kind === 'request' && /^(true|false)$/.test(value.text) ? value.text : null;
    default: return isText ? address(value.text) : null;
  }
}

// A value of the definition as an expression, or as a pattern of like.
function literal(operator, written) {
  switch (operator.type) {
    case 'number': return decimal(written);
    case 'date': return date(written, true, true);
    case 'bool': return written;
    case 'address':
      if (written.includes('.') && written.includes(':')) { cannot(); }
      return `ip(${text(written)})`;
  }
  const isLike = operator.relation.endsWith('Like');
  const parts = [];
  let at = 0;
  for (const found of written.matchAll(variable)) {
    parts.push([written.slice(at, found.index), true], [found[1], false]);
    at = found.index + found[0].length;
  }
  parts.push([written.slice(at), true]);
  return `"${parts.map(([part, isPlain]) => {
    if (isPlain && isLike && part.includes('?') || !isPlain && !['*', '?', '$'].includes(part)) { cannot(); }
    const quoted = text(part).slice(1, -1);
    return isLike && !isPlain ? quoted.replaceAll('*', '\\*') : quoted;
  }).join('')}"`;
}

const comparison = {
  number: { LessThan: (a, b) => `${a}.lessThan(${b})`, LessThanEquals: (a, b) => `${a}.lessThanOrEqual(${b})`,
    GreaterThan: (a, b) => `${a}.greaterThan(${b})`, GreaterThanEquals: (a, b) => `${a}.greaterThanOrEqual(${b})` },
  date: { LessThan: (a, b) => `${a} < ${b}`, LessThanEquals: (a, b) => `${a} <= ${b}`, GreaterThan: (a, b) => `${a} > ${b}`,
    GreaterThanEquals: (a, b) => `${a} >= ${b}` },
};

function matches(operator, item, value) {
  if (operator.type === 'address') { return `${item}.isInRange(${value})`; }
  if (operator.relation.endsWith('Like')) { return `${item} like ${value}`; }
  const order = comparison[operator.type]?.[operator.relation];
  return order ? order(item, value) : `${item} == ${value}`;
}

const one = { type: 'A', id: 'a' };

function decide(policies, context) {
  const answer = cedar.isAuthorized({
    principal: one, action: one, resource: one, context, entities: [], policies: { staticPolicies: policies.join('\n') },
  });
  if (answer.type !== 'success') { throw new Error(`${JSON.stringify(answer)}: ${policies.join('\n')}`); }
  return answer.response.decision === 'allow';
}

// Whether Cedar takes a text for a date or an address; if not, it ends the whole policy with an error.
const isReadable = expression => decide([`permit(principal, action, resource) when { ${expression} == ${expression} };`], {});

// A policy for each block: an error of one, which is a value of the wrong type, leaves the others alone.
class Translation {
  context = {};
  names = new Map();

  constructor(values) { this.values = values; }

  // The attribute of a key; missing keys have none.
  attribute(key) {
    if (!this.names.has(key)) {
      const name = `k${this.names.size}`;
      this.names.set(key, name);
      const value = this.values[key];
      if (value.kind !== 'missing' && value.kind !== 'unknown') { this.context[name] = this.content(value); }
    }
    return this.names.get(key);
  }

  content(value) {
    switch (value.kind) {
      case 'bool': return value.text === 'true';
      case 'list': return value.items.map(item => item.text ?? '');
      case 'object': return {};
      // Numbers stand in the policies, exactly; here their type alone counts.
      case 'number': return 0;
      default: return value.text;
    }
  }

  // What an item is compared as: text and booleans out of the context, others as they are read.
  item(type, key, value) {
    const name = this.attribute(key);
    return type === 'text' || type === 'bool' && value.kind === 'bool' ? `context.${name}` : read(type, value);
  }

  term({ operator: name, key, values }) {
    const operator = parseOperator(name);
    const found = this.values[key];
    const attribute = this.attribute(key);
    if (found.kind === 'unknown') { return 'false'; }
    if (operator.type === 'null') { return values[0] === 'true' ? `!(context has ${attribute})` : `context has ${attribute}`; }
    const guards = [];
    const written = values.map(value => this.value(operator, value, guards));
    return guards.includes('false') ? 'false' : [...guards, this.comparison(operator, key, found, written)].map(part => `(${part})`).join(' && ');
  }

  // A value that is one variable is that key's; within text Cedar cannot put them together.
  value(operator, written, guards) {
    const keys = [...written.matchAll(variable)].map(match => match[1]).filter(name => !['*', '?', '$'].includes(name));
    for (const key of keys) { guards.push(this.guard(operator, key)); }
    if (keys.length === 0) { return literal(operator, written); }
    const [key] = keys;
    if (guards.includes('false') || this.values[key].kind === 'missing') { return operator.relation.endsWith('Like') ? '""' : 'false'; }
    if (written !== `\${${key}}` || operator.relation.endsWith('Like')) { cannot(); }
    return operator.type === 'text' ? `context.${this.attribute(key)}` : read(operator.type, this.values[key]);
  }

  guard(operator, key) {
    const value = this.values[key];
    const name = this.attribute(key);
    if (value.kind === 'missing') { return `context has ${name}`; }
    if (value.kind === 'unknown' || value.text === '' || value.kind === 'list' || value.kind === 'object') { return 'false'; }
    const read_ = read(operator.type, value);
    if (read_ === null) { return 'false'; }
    return operator.type === 'text' ? `context has ${name} && context.${name} like "*"` : `${read_} == ${read_}`;
  }

  comparison(operator, key, found, written) {
    const name = this.attribute(key);
    if (/IgnoreCase$/.test(operator.relation)) { cannot(); }
    if (found.kind === 'missing') { return `if context has ${name} then false else ${operator.exists}`; }
    if (found.kind === 'list') { return operator.set ? this.list(operator, found.items, written) : 'false'; }
    const item = found.kind === 'object' ? null : this.item(operator.type, key, found);
    if (item === null) { return 'false'; }
    const isType = operator.type === 'text' ? `${item} like "*"` : `${item} == ${item}`;
    return `${isType} && ${this.holds(operator, item, written)}`;
  }

  list(operator, items, written) {
    const isAny = operator.set === 'ForAnyValue:';
    const verdicts = items.map(value => {
      const item = ['missing', 'list', 'object'].includes(value.kind) ? null : read(operator.type, value);
      return item === null || !isReadable(item) ? 'false' : `(${this.holds(operator, item, written)})`;
    });
    return verdicts.length === 0 ? 'false' : verdicts.join(isAny ? ' || ' : ' && ');
  }

  holds(operator, item, written) {
    const any = written.map(value => `(${matches(operator, item, value)})`).join(' || ');
    return operator.negative ? `!(${any})` : `(${any})`;
  }
}

function judge({ blocks, values }) {
  const translation = new Translation(values);
  const policies = blocks.map(block => `permit(principal, action, resource) when { ${block.map(term => translation.term(term)).join(' && ')} };`);
  return decide(policies, translation.context);
}

for await (const line of createInterface({ input: process.stdin })) {
  let said;
  try {
    said = judge(JSON.parse(line));
  } catch (problem) {
    if (!(problem instanceof Unsayable)) { throw problem; }
    said = '?';
  }
  process.stdout.write(`${said}\n`);
}
