# The vendor's documented script, with the least that makes it run: it reads the credentials from the environment, has no
# undefined variable, and needs no package.
import csv
import http.client
import json
import os
from urllib.parse import urlsplit

url = urlsplit(os.environ["AMPERITY_BASE_URL"] + "/segments")

# Required headers
headers = {
  'accept': 'application/json',
  'authorization': 'Bearer ' + os.environ["AMPERITY_ACCESS_TOKEN"],
  'amperity-tenant': os.environ["AMPERITY_TENANT"],
  'api-version': '2024-04-01'
}

# Get the response from the Segments endpoint
connection = http.client.HTTPConnection(url.netloc)
connection.request("GET", url.path, headers=headers)
response_json = json.load(connection.getresponse())

# Extract headers from the first data entry
headers = list(response_json["data"][0].keys())

# Specify the output CSV file path
csv_file_path = "segments.csv"

# Write data to a CSV file
with open(csv_file_path, mode='w', newline='') as file:
  writer = csv.DictWriter(file, fieldnames=headers)
  writer.writeheader()
  for entry in response_json["data"]:
    writer.writerow(entry)

print("CSV file generated successfully.")
