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

// It never answers who asks for the records from a time on when there are none yet: they begin with the next one then.
const getShardIterator = require.resolve('kinesalite/actions/getShardIterator')
const iterator = require(getShardIterator)
require.cache[getShardIterator].exports = (store, request, answer) => {
  if (request.ShardIteratorType !== 'AT_TIMESTAMP') return iterator(store, request, answer)
  const { Timestamp, ...latest } = { ...request, ShardIteratorType: 'LATEST' }
  iterator(store, latest, (error, next) => {
    let answered = false
    const once = (...result) => { if (!answered) { answered = true; answer(...result) } }
    setTimeout(() => once(error, next), 300)
    iterator(store, request, once)
  })
}

const server = require('kinesalite')({
  path, createStreamMs: 50, deleteStreamMs: 50, updateStreamMs: 200, shardLimit: 1000
})
server.listen(Number(port), '127.0.0.1', () => console.log('port ' + server.address().port))
process.stdin.on('end', () => process.exit(1)).resume()
