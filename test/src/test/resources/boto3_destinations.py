"""Creates, describes, updates and deletes a stream of each kind of destination that takes records in requests."""
import json
import sys
import time

import boto3

firehose = boto3.client('firehose', region_name='us-east-1', endpoint_url=sys.argv[1])
role = 'arn:aws:iam::123456789012:role/firehose'
bucket = {'RoleARN': role, 'BucketARN': 'arn:aws:s3:::lake', 'Prefix': 'failed/'}
search = {'RoleARN': role, 'IndexName': 'clicks', 'ClusterEndpoint': 'https://search.example'}
kinds = {
    'HttpEndpoint': (
        {'EndpointConfiguration': {'Url': 'https://a.example/in', 'Name': 'mine', 'AccessKey': 'hush'}},
        {'RequestConfiguration': {'ContentEncoding': 'GZIP'}}),
    'Splunk': (
        {'HECEndpoint': 'https://splunk.example:8088', 'HECEndpointType': 'Raw', 'HECToken': 'hush'},
        {'HECEndpointType': 'Event'}),
    'Elasticsearch': (search, {'IndexRotationPeriod': 'OneHour'}),
    'Amazonopensearchservice': (search, {'IndexRotationPeriod': 'OneWeek'}),
    'AmazonOpenSearchServerless': (
        {'RoleARN': role, 'IndexName': 'clicks', 'CollectionEndpoint': 'https://c.example'},
        {'RetryOptions': {'DurationInSeconds': 7}}),
}


def describe(name):
    return firehose.describe_delivery_stream(DeliveryStreamName=name)['DeliveryStreamDescription']


for kind, (configuration, update) in kinds.items():
    firehose.create_delivery_stream(
        DeliveryStreamName=kind, **{kind + 'DestinationConfiguration': {**configuration, 'S3Configuration': bucket}})
    while describe(kind)['DeliveryStreamStatus'] != 'ACTIVE':
        time.sleep(0.1)
    created = describe(kind)
    destination = created['Destinations'][0]
    firehose.update_destination(
        DeliveryStreamName=kind, CurrentDeliveryStreamVersionId=created['VersionId'],
        DestinationId=destination['DestinationId'],
        **{kind + 'DestinationUpdate': {**update, 'S3Update': {'Prefix': 'dead/'}}})
    updated = describe(kind)
    print(json.dumps({
        'kind': kind, 'version': updated['VersionId'], 'created': destination[kind + 'DestinationDescription'],
        'updated': updated['Destinations'][0][kind + 'DestinationDescription']}))
    firehose.delete_delivery_stream(DeliveryStreamName=kind)

try:
    firehose.create_delivery_stream(
        DeliveryStreamName='plain', HttpEndpointDestinationConfiguration={
            'EndpointConfiguration': {'Url': 'http://a.example/hush'}, 'S3Configuration': bucket})
except firehose.exceptions.ClientError as e:
    print(json.dumps(e.response['Error']))
