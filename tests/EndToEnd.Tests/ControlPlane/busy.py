"""A busy caller of the control plane. `busy.py write ROUND` writes until the platform is gone and prints each acknowledgement; `busy.py verify` reads
acknowledgements from standard input and prints those that do not hold."""
import concurrent.futures
import itertools
import json
import sys

import boto3
import botocore.config
import botocore.exceptions

CONFIG = botocore.config.Config(retries={"max_attempts": 0}, connect_timeout=20, read_timeout=60, s3={"addressing_style": "path"})
GONE = (botocore.exceptions.EndpointConnectionError, botocore.exceptions.ConnectionClosedError, botocore.exceptions.HTTPClientError)


def client(service):
    return boto3.client(service, config=CONFIG)


def write(round_number):
    clients = {name: client(name) for name in ("ssm", "secretsmanager", "s3", "iam", "medialive")}
    clients["s3"].create_bucket(Bucket="busy")

    def worker(kind):
        for number in itertools.count():
            name = f"r{round_number}-{number}"
            try:
                acknowledged = WRITERS[kind](clients, name)
            except GONE:
                return
            except clients["medialive"].exceptions.TooManyRequestsException:
                # As many inputs as the quota allows are enough.
                return
            # One write of a line: workers share the output.
            sys.stdout.write(json.dumps({"kind": kind, "name": name, "id": acknowledged}) + "\n")
            sys.stdout.flush()

    with concurrent.futures.ThreadPoolExecutor(len(WRITERS)) as pool:
        for done in [pool.submit(worker, kind) for kind in WRITERS]:
            done.result()


def write_input(clients, name):
    group = clients["medialive"].create_input_security_group(WhitelistRules=[{"Cidr": "10.0.0.0/8"}])["SecurityGroup"]["Id"]
    made = clients["medialive"].create_input(Name=name, Type="RTMP_PUSH", InputSecurityGroups=[group], Destinations=[{"StreamName": f"live/{name}"}])
    return made["Input"]["Id"]


WRITERS = {
    "parameter": lambda clients, name: clients["ssm"].put_parameter(Name=f"/busy/{name}", Value=name, Type="SecureString")["Version"],
    "secret": lambda clients, name: clients["secretsmanager"].create_secret(Name=f"busy/{name}", SecretString=name)["ARN"],
    "object": lambda clients, name: clients["s3"].put_object(Bucket="busy", Key=f"a/{name}", Body=name.encode() * 1000)["ETag"],
    "user": lambda clients, name: clients["iam"].create_user(UserName=name)["User"]["UserId"],
    "input": write_input,
}


def verify():
    ssm, secrets, s3, iam, live = (client(name) for name in ("ssm", "secretsmanager", "s3", "iam", "medialive"))

    def input_holds(name, key):
        found = live.describe_input(InputId=key)
        group = live.describe_input_security_group(InputSecurityGroupId=found["SecurityGroups"][0])
        return found["Name"] == name and found["State"] == "DETACHED" and group["State"] == "IN_USE"

    readers = {
        "parameter": lambda name, _: ssm.get_parameter(Name=f"/busy/{name}", WithDecryption=True)["Parameter"]["Value"] == name,
        "secret": lambda name, key: secrets.get_secret_value(SecretId=key)["SecretString"] == name,
        "object": lambda name, key: s3.get_object(Bucket="busy", Key=f"a/{name}")["Body"].read() == name.encode() * 1000 and s3.head_object(Bucket="busy", Key=f"a/{name}")["ETag"] == key,
        "user": lambda name, key: iam.get_user(UserName=name)["User"]["UserId"] == key,
        "input": input_holds,
    }
    count = 0
    for line in sys.stdin:
        said = json.loads(line)
        count += 1
        try:
            holds = readers[said["kind"]](said["name"], said["id"])
        except botocore.exceptions.ClientError as error:
            holds = False
            said["error"] = str(error)
        if not holds:
            print("LOST", json.dumps(said))
    # No half resource: whatever is listed can be described.
    for found in live.get_paginator("list_inputs").paginate():
        for one in found["Inputs"]:
            live.describe_input(InputId=one["Id"])
    for found in s3.get_paginator("list_objects_v2").paginate(Bucket="busy"):
        for one in found.get("Contents", []):
            if len(s3.get_object(Bucket="busy", Key=one["Key"])["Body"].read()) != one["Size"]:
                print("HALF", one["Key"])
    print("VERIFIED", count)


if __name__ == "__main__":
    write(sys.argv[2]) if sys.argv[1] == "write" else verify()
