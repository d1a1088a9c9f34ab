using System.Globalization;

namespace Headwater.Aws.Services.Iam;

/// <summary>The policies of AWS itself that are known here: facts of its managed policy reference, as they stood in early 2026. Others do not exist.</summary>
internal static class AwsManagedPolicies
{
    private static readonly Fact[] Facts =
    [
        new("/", "AdministratorAccess", "v1", "2015-02-06T18:39:46Z", "2015-02-06T18:39:46Z", """
            {"Version":"2012-10-17","Statement":[{"Action":"*","Effect":"Allow","Resource":"*"}]}
            """),
        new("/", "AmazonS3FullAccess", "v2", "2015-02-06T18:40:58Z", "2021-09-27T20:16:37Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["s3:*","s3-object-lambda:*"],"Effect":"Allow","Resource":"*"}]}
            """),
        new("/", "AmazonS3ReadOnlyAccess", "v3", "2015-02-06T18:40:59Z", "2023-08-10T21:31:39Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["s3:Get*","s3:List*","s3:Describe*","s3-object-lambda:Get*","s3-object-lambda:List*"],"Effect":"Allow","Resource":"*"}]}
            """),
        new("/", "AmazonSNSFullAccess", "v2", "2015-02-06T18:41:05Z", "2024-09-24T22:32:05Z", """
            {"Version":"2012-10-17","Statement":[{"Action":"sns:*","Effect":"Allow","Resource":"*","Sid":"SNSFullAccess"},{"Action":["sms-voice:DescribeVerifiedDestinationNumbers","sms-voice:CreateVerifiedDestinationNumber","sms-voice:SendDestinationNumberVerificationCode","sms-voice:SendTextMessage","sms-voice:DeleteVerifiedDestinationNumber","sms-voice:VerifyDestinationNumber","sms-voice:DescribeAccountAttributes","sms-voice:DescribeSpendLimits","sms-voice:DescribePhoneNumbers","sms-voice:SetTextMessageSpendLimitOverride","sms-voice:DescribeOptedOutNumbers","sms-voice:DeleteOptedOutNumber"],"Condition":{"StringEquals":{"aws:CalledViaLast":"sns.amazonaws.com"}},"Effect":"Allow","Resource":"*","Sid":"SMSAccessViaSNS"}]}
            """),
        new("/", "AmazonSSMFullAccess", "v4", "2015-05-29T17:39:47Z", "2019-11-20T20:08:56Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["cloudwatch:PutMetricData","ds:CreateComputer","ds:DescribeDirectories","ec2:DescribeInstanceStatus","logs:*","ssm:*","ec2messages:*"],"Effect":"Allow","Resource":"*"},{"Action":"iam:CreateServiceLinkedRole","Condition":{"StringLike":{"iam:AWSServiceName":"ssm.amazonaws.com"}},"Effect":"Allow","Resource":"arn:aws:iam::*:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM*"},{"Action":["iam:DeleteServiceLinkedRole","iam:GetServiceLinkedRoleDeletionStatus"],"Effect":"Allow","Resource":"arn:aws:iam::*:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM*"},{"Action":["ssmmessages:CreateControlChannel","ssmmessages:CreateDataChannel","ssmmessages:OpenControlChannel","ssmmessages:OpenDataChannel"],"Effect":"Allow","Resource":"*"}]}
            """),
        new("/", "AmazonSSMReadOnlyAccess", "v1", "2015-05-29T17:44:19Z", "2015-05-29T17:44:19Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["ssm:Describe*","ssm:Get*","ssm:List*"],"Effect":"Allow","Resource":"*"}]}
            """),
        new("/", "AWSCloudFormationFullAccess", "v1", "2019-07-26T21:50:35Z", "2019-07-26T21:50:35Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["cloudformation:*"],"Effect":"Allow","Resource":"*"}]}
            """),
        new("/", "AWSCloudFormationReadOnlyAccess", "v7", "2015-02-06T18:39:49Z", "2026-02-12T18:02:00Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["cloudformation:Describe*","cloudformation:BatchDescribe*","cloudformation:EstimateTemplateCost","cloudformation:Get*","cloudformation:List*","cloudformation:ValidateTemplate","cloudformation:Detect*"],"Effect":"Allow","Resource":"*"}]}
            """),
        new("/", "AWSElementalMediaLiveFullAccess", "v1", "2020-07-08T17:07:14Z", "2020-07-08T17:07:14Z", """
            {"Version":"2012-10-17","Statement":{"Action":"medialive:*","Effect":"Allow","Resource":"*"}}
            """),
        new("/", "AWSElementalMediaLiveReadOnly", "v2", "2020-07-08T16:38:07Z", "2024-07-22T17:08:46Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["medialive:Get*","medialive:List*","medialive:Describe*"],"Effect":"Allow","Resource":"*","Sid":"AWSElementalMediaLiveReadOnly"}]}
            """),
        new("/", "AWSElementalMediaPackageFullAccess", "v1", "2017-12-29T23:39:52Z", "2017-12-29T23:39:52Z", """
            {"Version":"2012-10-17","Statement":{"Action":"mediapackage:*","Effect":"Allow","Resource":"*"}}
            """),
        new("/", "AWSElementalMediaPackageReadOnly", "v1", "2017-12-30T00:04:29Z", "2017-12-30T00:04:29Z", """
            {"Version":"2012-10-17","Statement":{"Action":["mediapackage:List*","mediapackage:Describe*"],"Effect":"Allow","Resource":"*"}}
            """),
        new("/", "AWSElementalMediaPackageV2FullAccess", "v1", "2023-07-25T20:29:37Z", "2023-07-25T20:29:37Z", """
            {"Version":"2012-10-17","Statement":{"Action":"mediapackagev2:*","Effect":"Allow","Resource":"*"}}
            """),
        new("/", "AWSElementalMediaPackageV2ReadOnly", "v1", "2023-07-25T20:31:25Z", "2023-07-25T20:31:25Z", """
            {"Version":"2012-10-17","Statement":{"Action":["mediapackagev2:List*","mediapackagev2:Get*"],"Effect":"Allow","Resource":"*"}}
            """),
        new("/service-role/", "AWSLambdaBasicExecutionRole", "v1", "2015-04-09T15:03:43Z", "2015-04-09T15:03:43Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Effect":"Allow","Resource":"*"}]}
            """),
        new("/", "CloudFrontFullAccess", "v14", "2015-02-06T18:39:50Z", "2026-02-12T17:59:45Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["s3:ListAllMyBuckets"],"Effect":"Allow","Resource":"arn:aws:s3:::*","Sid":"cfflistbuckets"},{"Action":["acm:DescribeCertificate","acm:ListCertificates","cloudfront:*","cloudfront-keyvaluestore:*","iam:ListServerCertificates","waf:ListWebACLs","waf:GetWebACL","wafv2:ListWebACLs","wafv2:GetWebACL","wafv2:CreateWebACL","kinesis:ListStreams","ec2:DescribeInstances","elasticloadbalancing:DescribeLoadBalancers","ec2:DescribeInternetGateways","ec2:DescribeIpamPools","ec2:GetIpamPoolCidrs","pricingplanmanager:ListSubscriptions","pricingplanmanager:CreateSubscription"],"Effect":"Allow","Resource":"*","Sid":"cffullaccess"},{"Action":["acm:RequestCertificate"],"Condition":{"StringEquals":{"aws:CalledViaLast":"cloudfront.amazonaws.com"}},"Effect":"Allow","Resource":"*","Sid":"cfrequestcertificate"},{"Action":["kinesis:DescribeStream"],"Effect":"Allow","Resource":"arn:aws:kinesis:*:*:*","Sid":"cffdescribestream"},{"Action":["iam:ListRoles"],"Effect":"Allow","Resource":"arn:aws:iam::*:*","Sid":"cfflistroles"},{"Action":["pricingplanmanager:AssociateResourcesToSubscription","pricingplanmanager:CancelSubscription","pricingplanmanager:CancelSubscriptionChange","pricingplanmanager:DisassociateResourcesFromSubscription","pricingplanmanager:GetSubscription","pricingplanmanager:UpdateSubscription"],"Effect":"Allow","Resource":"arn:aws:pricingplanmanager::*:subscription:*","Sid":"ppmFullAccess"}]}
            """),
        new("/", "CloudFrontReadOnlyAccess", "v12", "2015-02-06T18:39:55Z", "2026-02-12T17:59:06Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["acm:DescribeCertificate","acm:ListCertificates","cloudfront:Describe*","cloudfront:Get*","cloudfront:List*","cloudfront-keyvaluestore:Describe*","cloudfront-keyvaluestore:Get*","cloudfront-keyvaluestore:List*","iam:ListServerCertificates","route53:List*","waf:ListWebACLs","waf:GetWebACL","wafv2:ListWebACLs","wafv2:GetWebACL","ec2:DescribeIpamPools","ec2:GetIpamPoolCidrs","pricingplanmanager:ListSubscriptions","pricingplanmanager:GetSubscription"],"Effect":"Allow","Resource":"*","Sid":"cfReadOnly"}]}
            """),
        new("/", "CloudWatchFullAccess", "v4", "2015-02-06T18:40:00Z", "2022-11-27T13:23:49Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["autoscaling:Describe*","cloudwatch:*","logs:*","sns:*","iam:GetPolicy","iam:GetPolicyVersion","iam:GetRole","oam:ListSinks"],"Effect":"Allow","Resource":"*"},{"Action":"iam:CreateServiceLinkedRole","Condition":{"StringLike":{"iam:AWSServiceName":"events.amazonaws.com"}},"Effect":"Allow","Resource":"arn:aws:iam::*:role/aws-service-role/events.amazonaws.com/AWSServiceRoleForCloudWatchEvents*"},{"Action":["oam:ListAttachedLinks"],"Effect":"Allow","Resource":"arn:aws:oam:*:*:sink/*"}]}
            """),
        new("/", "CloudWatchLogsFullAccess", "v8", "2015-02-06T18:40:02Z", "2026-02-12T18:00:33Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["logs:*","cloudwatch:GenerateQuery","cloudwatch:GenerateQueryResultsSummary","observabilityadmin:GetS3TableIntegration","observabilityadmin:ListS3TableIntegrations","observabilityadmin:ListTelemetryPipelines"],"Effect":"Allow","Resource":"*","Sid":"CloudWatchLogsFullAccess"}]}
            """),
        new("/", "CloudWatchLogsReadOnlyAccess", "v12", "2015-02-06T18:40:03Z", "2026-02-12T17:59:13Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["logs:Describe*","logs:Get*","logs:List*","logs:StartQuery","logs:StopQuery","logs:TestMetricFilter","logs:FilterLogEvents","logs:StartLiveTail","logs:StopLiveTail","cloudwatch:GenerateQuery","cloudwatch:GenerateQueryResultsSummary","observabilityadmin:ListS3TableIntegrations","observabilityadmin:GetS3TableIntegration","observabilityadmin:ListTelemetryPipelines"],"Effect":"Allow","Resource":"*","Sid":"CloudWatchLogsReadOnlyAccess"}]}
            """),
        new("/", "IAMFullAccess", "v2", "2015-02-06T18:40:38Z", "2019-06-21T19:40:00Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["iam:*","organizations:DescribeAccount","organizations:DescribeOrganization","organizations:DescribeOrganizationalUnit","organizations:DescribePolicy","organizations:ListChildren","organizations:ListParents","organizations:ListPoliciesForTarget","organizations:ListRoots","organizations:ListPolicies","organizations:ListTargetsForPolicy"],"Effect":"Allow","Resource":"*"}]}
            """),
        new("/", "IAMReadOnlyAccess", "v4", "2015-02-06T18:40:39Z", "2018-01-25T19:11:27Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["iam:GenerateCredentialReport","iam:GenerateServiceLastAccessedDetails","iam:Get*","iam:List*","iam:SimulateCustomPolicy","iam:SimulatePrincipalPolicy"],"Effect":"Allow","Resource":"*"}]}
            """),
        new("/", "PowerUserAccess", "v12", "2015-02-06T18:39:47Z", "2026-02-12T17:59:14Z", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":["iam:*","organizations:*","account:*"],"Resource":"*"},{"Action":["account:GetAccountInformation","account:GetGovCloudAccountInformation","account:GetPrimaryEmail","account:ListRegions","iam:CreateServiceLinkedRole","iam:DeleteServiceLinkedRole","iam:ListRoles","organizations:DescribeEffectivePolicy","organizations:DescribeOrganization"],"Effect":"Allow","Resource":"*"}]}
            """),
        new("/", "SecretsManagerReadWrite", "v5", "2018-04-04T18:05:29Z", "2024-02-22T18:12:06Z", """
            {"Version":"2012-10-17","Statement":[{"Action":["secretsmanager:*","cloudformation:CreateChangeSet","cloudformation:DescribeChangeSet","cloudformation:DescribeStackResource","cloudformation:DescribeStacks","cloudformation:ExecuteChangeSet","docdb-elastic:GetCluster","docdb-elastic:ListClusters","ec2:DescribeSecurityGroups","ec2:DescribeSubnets","ec2:DescribeVpcs","kms:DescribeKey","kms:ListAliases","kms:ListKeys","lambda:ListFunctions","rds:DescribeDBClusters","rds:DescribeDBInstances","redshift:DescribeClusters","redshift-serverless:ListWorkgroups","redshift-serverless:GetNamespace","tag:GetResources"],"Effect":"Allow","Resource":"*","Sid":"BasePermissions"},{"Action":["lambda:AddPermission","lambda:CreateFunction","lambda:GetFunction","lambda:InvokeFunction","lambda:UpdateFunctionConfiguration"],"Effect":"Allow","Resource":"arn:aws:lambda:*:*:function:SecretsManager*","Sid":"LambdaPermissions"},{"Action":["serverlessrepo:CreateCloudFormationChangeSet","serverlessrepo:GetApplication"],"Effect":"Allow","Resource":"arn:aws:serverlessrepo:*:*:applications/SecretsManager*","Sid":"SARPermissions"},{"Action":["s3:GetObject"],"Effect":"Allow","Resource":["arn:aws:s3:::awsserverlessrepo-changesets*","arn:aws:s3:::secrets-manager-rotation-apps-*/*"],"Sid":"S3Permissions"}]}
            """),
    ];

    private static readonly Dictionary<string, ManagedPolicy> ByArn = Facts.Select(Make).ToDictionary(policy => policy.Arn, StringComparer.Ordinal);

    /// <summary>All of them, by name.</summary>
    public static IEnumerable<ManagedPolicy> All => ByArn.Values;

    /// <summary>The policy of that ARN, or null.</summary>
    public static ManagedPolicy? Find(string arn) => ByArn.GetValueOrDefault(arn);

    private static ManagedPolicy Make(Fact fact)
    {
        var arn = $"arn:aws:iam::aws:policy{fact.Path}{fact.Name}";
        var updated = DateTimeOffset.Parse(fact.Updated, CultureInfo.InvariantCulture);
        return new ManagedPolicy
        {
            Name = fact.Name,
            Path = fact.Path,
            Arn = arn,
            Id = IamId.Of("ANPA", arn),
            Created = DateTimeOffset.Parse(fact.Created, CultureInfo.InvariantCulture),
            Updated = updated,
            DefaultVersion = fact.Version,
            Versions = [new ManagedPolicyVersion(fact.Version, fact.Document, updated)],
        };
    }

    private sealed record Fact(string Path, string Name, string Version, string Created, string Updated, string Document);
}
