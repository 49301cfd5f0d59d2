'use strict'

// What two of Amazon's published blueprints for Firehose do, written anew. src/test/java has the same as plug-ins.

const zlib = require('zlib')

/** General processing: every record is given back as it came. */
exports.echo = async (event) => ({
  records: event.records.map((record) => ({ recordId: record.recordId, result: 'Ok', data: record.data }))
})

/** CloudWatch Logs: of what a subscription sends only the messages are kept, one per line. */
exports.cloudWatchLogs = async (event) => ({ records: event.records.map(transform) })

function transform ({ recordId, data }) {
  let document
  try {
    document = JSON.parse(zlib.gunzipSync(Buffer.from(data, 'base64')).toString())
  } catch (e) {
    return { recordId, result: 'ProcessingFailed' }
  }
  switch (document.messageType) {
    case 'CONTROL_MESSAGE': return { recordId, result: 'Dropped' }
    case 'DATA_MESSAGE': {
      const lines = document.logEvents.map((logEvent) => `${logEvent.message}\n`).join('')
      return { recordId, result: 'Ok', data: Buffer.from(lines).toString('base64') }
    }
    default: return { recordId, result: 'ProcessingFailed' }
  }
}
