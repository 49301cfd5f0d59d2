// Sends messages by Splunk's own client: node send.js '{"url", "token", "channel", "batch", "metadata", "messages"}'.
// Prints what the collector answered to each request, as lines of JSON, and errors that the client found in them.
const { Logger } = require('splunk-logging')
const { url, token, channel, batch, metadata = {}, messages } = JSON.parse(process.argv[2])

const logger = new Logger({ url, token, maxBatchCount: batch })
if (channel) logger.requestOptions.headers['X-Splunk-Request-Channel'] = channel
const print = line => console.log(JSON.stringify(line))
logger.error = error => print({ error: error.message, code: error.code })
for (const message of messages) {
  logger.send({ message, metadata }, (error, response, body) => {
    if (response) print({ status: response.statusCode, body })
  })
}
