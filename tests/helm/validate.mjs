// Holds manifests to the types of the Kubernetes API and the Gateway API, so that no field is unknown: node validate.mjs FILE...
// The types are TypeScript's, which reports unknown members of a literal; so the manifests become literals.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';

function modelOf({ apiVersion, kind }) {
  const name = apiVersion.startsWith('gateway.networking.') ? '@kubernetes-models/gateway-api' : 'kubernetes-models';
  return `import('${name}/${apiVersion}').I${kind}`;
}

const lines = [];
for (const file of process.argv.slice(2)) {
  for (const document of parseAllDocuments(readFileSync(file, 'utf8'), { uniqueKeys: true })) {
    if (document.errors.length > 0) {
      console.error(`${file}: ${document.errors[0].message}`);
      process.exit(1);
    }

    const manifest = document.toJS();
    lines.push(`const m${lines.length}: ${modelOf(manifest)} = ${JSON.stringify(manifest)}; // ${file}`);
  }
}

// Below node_modules, where the types are looked for.
const folder = new URL('node_modules/.manifests/', import.meta.url).pathname;
mkdirSync(folder, { recursive: true });
const source = `${folder}manifests.ts`;
writeFileSync(source, `${lines.join('\n')}\nexport {};\n`);
const program = ts.createProgram([source], {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  types: [],
});
const problems = ts.getPreEmitDiagnostics(program);
for (const problem of problems) {
  const line = problem.file?.fileName === source ? problem.file.getLineAndCharacterOfPosition(problem.start).line : 0;
  console.error(`${lines[line]?.replace(/.*\/\/ /, '')}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`);
}

console.log(`${lines.length} manifests, ${problems.length} problems`);
process.exit(problems.length > 0 || lines.length === 0 ? 1 : 0);
