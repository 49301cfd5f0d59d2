import sys
import boto3

firehose = boto3.client('firehose', region_name='us-west-2', endpoint_url=sys.argv[1])
firehose.create_delivery_stream(DeliveryStreamName='my_firehose_stream', S3DestinationConfiguration={'RoleARN': 'arn:aws:iam::123456789012:role/YOUR_ROLE_NAME', 'BucketARN': 'arn:aws:s3:::YOUR_BUCKET_NAME', 'Prefix': 'my_prefix/', 'BufferingHints': {'SizeInMBs': 5, 'IntervalInSeconds': 300}, 'CompressionFormat': 'UNCOMPRESSED'})
firehose.put_record(DeliveryStreamName='my_firehose_stream', Record={'Data': 'Hello, this is a test message!'})
