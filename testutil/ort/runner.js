// Runs models in onnxruntime for a Go test: one JSON request a line on standard input, one JSON answer a line on standard output.
//   node runner.js FOLDER        FOLDER holds node_modules/onnxruntime-node
// {"op":"load","model":PATH,"threads":N}                          {"inputs":[NAME..],"outputs":[NAME..]}
// {"op":"set","name":NAME,"type":"float32","shape":[..],"file":PATH}   little-endian elements
// {"op":"run","times":N}                                          {"nanoseconds":[..]}
// {"op":"get","name":NAME,"file":PATH}                            {"type":"float32","shape":[..]}, elements in the file
// {"op":"memory"}                                                 {"kilobytes":PEAK}   the process's peak resident memory
// A request that fails is answered by {"error":TEXT}.
'use strict';
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const ort = require(path.join(process.argv[2], 'node_modules', 'onnxruntime-node'));

const arrays = {
  float32: Float32Array, float64: Float64Array, int8: Int8Array, uint8: Uint8Array, bool: Uint8Array, int16: Int16Array,
  uint16: Uint16Array, int32: Int32Array, uint32: Uint32Array, int64: BigInt64Array, uint64: BigUint64Array, float16: Uint16Array,
};
let session = null;
let feeds = {};
let results = {};

const operations = {
  async load({ model, threads }) {
    session = await ort.InferenceSession.create(model, {
      executionProviders: ['cpu'], executionMode: 'sequential', graphOptimizationLevel: 'all',
      intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 3,
      // Its threads spin while a run lasts, as they do by default, but not between runs, when others measure.
      extra: { session: { force_spinning_stop: '1' } },
    });
    feeds = {};
    results = {};
    return { inputs: session.inputNames, outputs: session.outputNames };
  },
  async set({ name, type, shape, file }) {
    const bytes = fs.readFileSync(file);
    const elements = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    feeds[name] = new ort.Tensor(type, new arrays[type](elements), shape);
    return {};
  },
  async run({ times }) {
    const nanoseconds = [];
    for (let i = 0; i < times; i++) {
      const start = process.hrtime.bigint();
      results = await session.run(feeds);
      nanoseconds.push(Number(process.hrtime.bigint() - start));
    }
    return { nanoseconds };
  },
  async get({ name, file }) {
    const { type, dims, data } = results[name];
    fs.writeFileSync(file, Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    return { type, shape: dims };
  },
  async memory() {
    const [, peak] = /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync('/proc/self/status', 'latin1'));
    return { kilobytes: Number(peak) };
  },
};

async function serve() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let answer;
    try {
      const request = JSON.parse(line);
      answer = await operations[request.op](request);
    } catch (e) {
      answer = { error: String(e && e.message || e) };
    }
    process.stdout.write(JSON.stringify(answer) + '\n');
  }
}
serve();
