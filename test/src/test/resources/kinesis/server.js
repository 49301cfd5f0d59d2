// Starts kinesalite: node server.js <port, 0 for any> <folder>. Prints the port; ends when standard input does.
const [port, path] = process.argv.slice(2)
const cbor = require('cbor')

// What kinesalite gets wrong of the binary form that SDKs use: it cuts answers at 16 KB, it takes times for seconds
// where Kinesis has milliseconds, and it keeps data as it gives it out only if it came as text.
const millis = seconds => Math.round(seconds * 1000)
const encode = cbor.Encoder.encodeOne.bind(cbor.Encoder)
cbor.Encoder.encodeOne = answer => {
  for (const record of answer.Records || []) {
    if (record.ApproximateArrivalTimestamp) record.ApproximateArrivalTimestamp = millis(record.ApproximateArrivalTimestamp)
  }
  for (const description of [answer.StreamDescription, answer.StreamDescriptionSummary]) {
    if (description) description.StreamCreationTimestamp = millis(description.StreamCreationTimestamp)
  }
  return encode(answer, { highWaterMark: 1 << 28 })
}
const decode = cbor.Decoder.decodeFirstSync.bind(cbor.Decoder)
const base64 = entry => { if (Buffer.isBuffer(entry.Data)) entry.Data = entry.Data.toString('base64') }
cbor.Decoder.decodeFirstSync = body => {
  const request = decode(body, { tags: { 1: time => time / 1000 } })
  base64(request);
  (request.Records || []).forEach(base64)
  return request
}

// It never answers who asks for the records from a time on when there are none yet: they begin behind the last one then.
const db = require('kinesalite/db')
const getShardIterator = require.resolve('kinesalite/actions/getShardIterator')
const iterator = require(getShardIterator)
require.cache[getShardIterator].exports = (store, request, answer) => {
  if (request.ShardIteratorType !== 'AT_TIMESTAMP' || request.Timestamp * 1000 > Date.now()) {
    return iterator(store, request, answer)
  }
  store.getStream(request.StreamName, (error, stream) => {
    if (error) return answer(error)
    const { shardId, shardIx } = db.resolveShardId(request.ShardId)
    if (shardIx >= stream.Shards.length) return iterator(store, request, answer)
    let at = stream.Shards[shardIx].SequenceNumberRange.StartingSequenceNumber
    let found = false
    store.getStreamDb(request.StreamName)
      .createReadStream({ gt: db.shardIxToHex(shardIx), lt: db.shardIxToHex(shardIx + 1) })
      .on('data', ({ key, value }) => {
        if (found) return
        found = value.ApproximateArrivalTimestamp >= request.Timestamp
        at = found ? key.split('/')[1] : db.incrementSequence(key.split('/')[1])
      })
      .on('error', answer)
      .on('end', () => answer(null, { ShardIterator: db.createShardIterator(request.StreamName, shardId, at) }))
  })
}

const server = require('kinesalite')({
  path, createStreamMs: 50, deleteStreamMs: 50, updateStreamMs: 200, shardLimit: 1000
})

// Refuses calls on demand: POST /refusals {"operation", "error", "status", "times"}.
const refusals = []
const refuse = (refusal, request, response) => {
  const binary = request.headers['content-type'] === 'application/x-amz-cbor-1.1'
  const answer = { __type: refusal.error, message: 'refused on demand' }
  response.writeHead(refusal.status, { 'Content-Type': request.headers['content-type'] })
  request.on('end', () => response.end(binary ? cbor.Encoder.encodeOne(answer) : JSON.stringify(answer))).resume()
}
const [serve] = server.listeners('request')
server.removeAllListeners('request').on('request', (request, response) => {
  if (request.url === '/refusals') {
    return request.on('data', body => refusals.push(JSON.parse(body))).on('end', () => response.end())
  }
  const operation = (request.headers['x-amz-target'] || '').split('.')[1]
  const refusal = refusals.find(({ operation: refused, times }) => refused === operation && times > 0)
  if (!refusal) return serve(request, response)
  refusal.times--
  refuse(refusal, request, response)
})

server.listen(Number(port), '127.0.0.1', () => console.log('port ' + server.address().port))
process.stdin.on('end', () => process.exit(1)).resume()
