'use strict'

// One function for each way in which a function can answer. A record that says "poison" sets those off that only now and
// then go wrong; every other record comes back in capitals.

const text = (record) => Buffer.from(record.data, 'base64').toString()
const base64 = (string) => Buffer.from(string).toString('base64')
const capitals = (record) => ({ recordId: record.recordId, result: 'Ok', data: base64(text(record).toUpperCase()) })
const isPoison = (record) => text(record) === 'poison'
const hasPoison = (event) => event.records.some(isPoison)

exports.upper = async (event) => ({ records: event.records.map(capitals) })

/** Each record says itself what is to be answered. */
exports.answers = async (event) => ({
  records: event.records.map((record) => {
    const recordId = record.recordId
    switch (text(record)) {
      case 'drop': return { recordId, result: 'Dropped', data: record.data }
      case 'fail': return { recordId, result: 'ProcessingFailed', data: record.data }
      case 'empty': return { recordId, result: 'Ok', data: '' }
      case 'maybe': return { recordId, result: 'Maybe', data: record.data }
      case 'nothing': return { recordId }
      case 'no data': return { recordId, result: 'Ok' }
      case 'no base64': return { recordId, result: 'Ok', data: '*' }
      default: return capitals(record)
    }
  })
})

exports.missing = async (event) => ({ records: event.records.filter((record) => !isPoison(record)).map(capitals) })

exports.duplicate = async (event) => ({
  records: event.records.flatMap((record) => isPoison(record) ? [capitals(record), capitals(record)] : [capitals(record)])
})

exports.junk = async (event) => hasPoison(event) ? 'junk' : exports.upper(event)

exports.throws = async (event) => {
  if (hasPoison(event)) {
    throw new Error('as asked')
  }
  return exports.upper(event)
}

exports.slow = async (event) => {
  if (hasPoison(event)) {
    await new Promise((resolve) => setTimeout(resolve, 10000))
  }
  return exports.upper(event)
}

exports.large = async (event) => ({
  records: event.records.map((record) => isPoison(record)
    ? { recordId: record.recordId, result: 'Ok', data: base64('x'.repeat(5000000)) }
    : capitals(record))
})

exports.keys = async (event) => ({
  records: event.records.map((record) => isPoison(record)
    ? { recordId: record.recordId, result: 'ProcessingFailed' }
    : {
        ...capitals(record),
        metadata: { partitionKeys: { first: text(record)[0], size: String(text(record).length) } }
      })
})

/** Tells what it was given: all of the request but for its records' data. */
exports.envelope = async (event) => {
  const { records, ...envelope } = event
  return {
    records: records.map(({ recordId, data, kafkaRecordValue, ...rest }) => {
      const told = base64(JSON.stringify({ ...envelope, invocationId: typeof envelope.invocationId, ...rest }))
      return kafkaRecordValue === undefined
        ? { recordId, result: 'Ok', data: told }
        : { recordId, result: 'Ok', kafkaRecordValue: told }
    })
  }
}
